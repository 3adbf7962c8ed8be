// Run-time error: descends into every bracket by a call; deep nesting overflows the stack.
// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

const partner = { "(": ")", "[": "]", "{": "}" };
const text = require("fs").readFileSync(0, "utf8").split("\n").slice(1).join("\n");
let at = 0;
let pairs = 0;

function finish(word, index) {
    const before = text.slice(0, index).split("\n");
    console.log(`${word} ${before.length} ${before.at(-1).length + 1}`);
    process.exit(0);
}

function inside(opening, openedAt) {
    for (; at < text.length; at++) {
        const character = text[at];
        if (character in partner) {
            const here = at++;
            inside(character, here);
        } else if (")]}".includes(character)) {
            if (partner[opening] !== character) {
                finish("unexpected", at);
            }
            pairs++;
            return;
        }
    }
    if (opening !== undefined) {
        finish("unclosed", openedAt);
    }
}

inside(undefined, 0);
console.log(`balanced ${pairs}`);
