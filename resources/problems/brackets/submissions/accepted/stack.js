// Accepted: one stack for the brackets, one for their places.
// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

function check(lines) {
    const partner = { ")": "(", "]": "[", "}": "{" };
    const open = [];
    let pairs = 0;
    for (let row = 0; row < lines.length; row++) {
        for (let column = 0; column < lines[row].length; column++) {
            const character = lines[row][column];
            if (character === "(" || character === "[" || character === "{") {
                open.push({ character, place: `${row + 1} ${column + 1}` });
            } else if (character in partner) {
                if (open.length === 0 || open.pop().character !== partner[character]) {
                    return `unexpected ${row + 1} ${column + 1}`;
                }
                pairs++;
            }
        }
    }
    return open.length > 0 ? `unclosed ${open.at(-1).place}` : `balanced ${pairs}`;
}

const [, ...lines] = require("fs").readFileSync(0, "utf8").split("\n");
console.log(check(lines));
