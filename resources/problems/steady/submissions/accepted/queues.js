// Accepted: one class for both queues, with the order turned round for the smallest.
// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

class Extreme {
    constructor(values, sign) {
        this.values = values.map((value) => sign * value);
        this.sign = sign;
        this.places = new Int32Array(values.length);
        this.head = 0;
        this.tail = 0;
    }

    /// Takes place i in, drops the places before start; returns the extreme value.
    move(i, start) {
        while (this.tail > this.head && this.values[this.places[this.tail - 1]] <= this.values[i]) {
            this.tail--;
        }
        this.places[this.tail++] = i;
        while (this.places[this.head] < start) {
            this.head++;
        }
        return this.sign * this.values[this.places[this.head]];
    }
}

const [n, w, ...readings] = require("fs").readFileSync(0, "utf8").trim().split(/\s+/).map(Number);
const largest = new Extreme(readings, 1);
const smallest = new Extreme(readings, -1);
let best = Infinity;
let first = 0;
for (let i = 0; i < n; i++) {
    const spread = largest.move(i, i - w + 1) - smallest.move(i, i - w + 1);
    if (i >= w - 1 && spread < best) {
        best = spread;
        first = i - w + 2;
    }
}
console.log(best, first);
