// Wrong answer: fills the row from the left, so that a task can be done more than once.
// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

const [, days, ...numbers] = require("fs").readFileSync(0, "utf8").trim().split(/\s+/).map(Number);
const best = new Array(days + 1).fill(0);
for (let i = 0; i < numbers.length; i += 2) {
    for (let day = numbers[i]; day <= days; day++) {
        best[day] = Math.max(best[day], best[day - numbers[i]] + numbers[i + 1]);
    }
}
console.log(best[days], best.indexOf(best[days]));
