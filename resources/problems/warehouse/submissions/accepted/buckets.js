// Accepted: ten buckets in a ring, one for each of the next seconds, instead of a heap.
// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

const [first, ...floor] = require("fs").readFileSync(0, "utf8").trim().split("\n");
const [rows, columns] = first.split(" ").map(Number);
const squares = floor.join("");
const times = new Int32Array(rows * columns).fill(-1);
const buckets = Array.from({ length: 10 }, () => []);
let waiting = 1;
buckets[0].push(squares.indexOf("S"));
for (let now = 0; waiting > 0; now++) {
    const bucket = buckets[now % 10];
    buckets[now % 10] = [];
    waiting -= bucket.length;
    for (const here of bucket) {
        if (times[here] >= 0) {
            continue;
        }
        times[here] = now;
        const column = here % columns;
        const neighbours = [here - columns, here + columns];
        if (column > 0) {
            neighbours.push(here - 1);
        }
        if (column < columns - 1) {
            neighbours.push(here + 1);
        }
        for (const there of neighbours) {
            if (there >= 0 && there < squares.length && squares[there] !== "#" && times[there] < 0) {
                buckets[(now + (Number(squares[there]) || 1)) % 10].push(there);
                waiting++;
            }
        }
    }
}
const answer = times[squares.indexOf("T")];
console.log(answer < 0 ? "blocked" : answer);
