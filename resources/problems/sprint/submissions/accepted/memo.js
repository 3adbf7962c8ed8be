// Accepted: recursion over the tasks with remembered results; ties are broken by fewer days.
// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

const [n, days, ...numbers] = require("fs").readFileSync(0, "utf8").trim().split(/\s+/).map(Number);
const known = Array.from({ length: n }, () => new Float64Array(days + 1).fill(-1));

/// The largest worth of the tasks from i on in the days that are left.
function best(i, left) {
    if (i === n) {
        return 0;
    }
    if (known[i][left] < 0) {
        const [time, worth] = [numbers[2 * i], numbers[2 * i + 1]];
        const without = best(i + 1, left);
        known[i][left] = time > left ? without : Math.max(without, worth + best(i + 1, left - time));
    }
    return known[i][left];
}

const most = best(0, days);
let low = 0;
let high = days;
while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (best(0, middle) === most) {
        high = middle;
    } else {
        low = middle + 1;
    }
}
console.log(most, low);
