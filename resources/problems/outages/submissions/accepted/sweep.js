// Accepted: sorts by beginning; all numbers stay below 2^53.
// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

const numbers = require("fs").readFileSync(0, "utf8").trim().split(/\s+/).map(Number);
const reports = [];
for (let i = 1; i < numbers.length; i += 2) {
    reports.push([numbers[i], numbers[i + 1]]);
}
reports.sort((x, y) => x[0] - y[0]);

const outages = [];
for (const [begin, end] of reports) {
    const last = outages.at(-1);
    if (last === undefined || begin > last[1]) {
        outages.push([begin, end]);
    } else {
        last[1] = Math.max(last[1], end);
    }
}
let sum = 0;
let longest = [0, 0];
for (const outage of outages) {
    sum += outage[1] - outage[0];
    if (outage[1] - outage[0] > longest[1] - longest[0]) {
        longest = outage;
    }
}
console.log(`${outages.length} ${sum}\n${longest[0]} ${longest[1]}`);
