// Wrong answer: makes room before it looks whether the map is there already.
// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

const [first, ...lines] = require("fs").readFileSync(0, "utf8").trim().split("\n");
const room = Number(first.split(" ")[0]);
const shelf = new Map();
const output = [];
let returned = 0;
for (const line of lines) {
    const [kind, key, drawer] = line.split(" ");
    if (kind === "get") {
        const known = shelf.get(key);
        if (known !== undefined) {
            shelf.delete(key);
            shelf.set(key, known);
        }
        output.push(known ?? "-");
    } else {
        if (shelf.size === room) {
            shelf.delete(shelf.keys().next().value);
            returned++;
        }
        shelf.delete(key);
        shelf.set(key, drawer);
    }
}
output.push(returned);
console.log(output.join("\n"));
