// Run-time error: takes the drawer of a map that is not there.
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
        const map = shelf.get(key);
        output.push(map.drawer);
        shelf.delete(key);
        shelf.set(key, map);
    } else {
        if (!shelf.delete(key) && shelf.size === room) {
            shelf.delete(shelf.keys().next().value);
            returned++;
        }
        shelf.set(key, { drawer });
    }
}
output.push(returned);
console.log(output.join("\n"));
