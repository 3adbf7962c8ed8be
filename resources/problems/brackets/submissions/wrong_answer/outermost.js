// Wrong answer: names the outermost bracket that is left open, not the innermost.
// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

const partner = { ")": "(", "]": "[", "}": "{" };
const [, ...lines] = require("fs").readFileSync(0, "utf8").split("\n");
const open = [];
let pairs = 0;
let answer = "";
lines.forEach((line, row) => {
    for (let column = 0; column < line.length && answer === ""; column++) {
        const character = line[column];
        if ("([{".includes(character)) {
            open.push([character, row + 1, column + 1]);
        } else if (character in partner) {
            if (open.length === 0 || open.pop()[0] !== partner[character]) {
                answer = `unexpected ${row + 1} ${column + 1}`;
            }
            pairs++;
        }
    }
});
if (answer === "") {
    answer = open.length > 0 ? `unclosed ${open[0][1]} ${open[0][2]}` : `balanced ${pairs}`;
}
console.log(answer);
