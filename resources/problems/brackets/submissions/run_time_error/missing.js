// Run-time error: takes for granted that a closing bracket finds an open one.
// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

const partner = { "(": ")", "[": "]", "{": "}" };
const lines = require("fs").readFileSync(0, "utf8").split("\n").slice(1);
const open = [];
let pairs = 0;

lines.forEach((line, row) => {
    [...line].forEach((character, column) => {
        if (character in partner) {
            open.push({ closing: partner[character], row, column });
        } else if (")]}".includes(character)) {
            if (open.pop().closing !== character) {
                console.log(`unexpected ${row + 1} ${column + 1}`);
                process.exit(0);
            }
            pairs++;
        }
    });
});

const last = open.at(-1);
console.log(last ? `unclosed ${last.row + 1} ${last.column + 1}` : `balanced ${pairs}`);
