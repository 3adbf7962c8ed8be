// Wrong answer: the search for the largest reading starts at 0, which is wrong when it freezes.
// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

const [n, w, ...readings] = require("fs").readFileSync(0, "utf8").trim().split(/\s+/).map(Number);
const falling = [];
const rising = [];
let best = Infinity;
let first = 0;
let falls = 0;
let rises = 0;
for (let i = 0; i < n; i++) {
    while (falling.length > falls && readings[falling.at(-1)] <= readings[i]) {
        falling.pop();
    }
    while (rising.length > rises && readings[rising.at(-1)] >= readings[i]) {
        rising.pop();
    }
    falling.push(i);
    rising.push(i);
    falls += falling[falls] <= i - w ? 1 : 0;
    rises += rising[rises] <= i - w ? 1 : 0;
    const spread = Math.max(0, readings[falling[falls]]) - readings[rising[rises]];
    if (i >= w - 1 && spread < best) {
        best = spread;
        first = i - w + 2;
    }
}
console.log(best, first);
