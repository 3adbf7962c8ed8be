// Accepted: a Map iterates in the order of insertion.
// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

const [first, ...lines] = require("fs").readFileSync(0, "utf8").trim().split("\n");
const room = Number(first.split(" ")[0]);
const shelf = new Map();
const output = [];
let returned = 0;
for (const line of lines) {
    const [kind, key, drawer] = line.split(" ");
    const known = shelf.get(key);
    if (known !== undefined) {
        shelf.delete(key);
        shelf.set(key, known);
    }
    if (kind === "get") {
        output.push(known ?? "-");
        continue;
    }
    if (known === undefined && shelf.size === room) {
        shelf.delete(shelf.keys().next().value);
        returned++;
    }
    shelf.set(key, drawer);
}
output.push(returned);
console.log(output.join("\n"));
