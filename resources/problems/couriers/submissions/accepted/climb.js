// Accepted: goes from one pair of couriers that meets too late to the next, until no pair does.
// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

const [n, ...numbers] = require("fs").readFileSync(0, "utf8").trim().split(/\s+/).map(Number);

/// When courier i, riding right, meets courier j, riding left.
function meet(i, j) {
    return (numbers[2 * j] - numbers[2 * i]) / (numbers[2 * i + 1] + numbers[2 * j + 1]);
}

// At a given time, the courier who reaches least far to the right and the one who reaches least far to the left are the
// pair that is furthest from meeting. The time at which they do meet is the next one to look at; it only ever rises.
let time = 0;
for (;;) {
    let right = 0;
    let left = 0;
    for (let k = 0; k < n; k++) {
        if (numbers[2 * k] + numbers[2 * k + 1] * time < numbers[2 * right] + numbers[2 * right + 1] * time) {
            right = k;
        }
        if (numbers[2 * k] - numbers[2 * k + 1] * time > numbers[2 * left] - numbers[2 * left + 1] * time) {
            left = k;
        }
    }
    const next = meet(right, left);
    if (next <= time) {
        break;
    }
    time = next;
}
console.log(time.toExponential(12));
