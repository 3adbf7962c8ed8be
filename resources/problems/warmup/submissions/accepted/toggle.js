// Accepted: a set of the coats that hang there.
// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

const [, ...entries] = require("fs").readFileSync(0, "utf8").trim().split(/\s+/);
const hanging = new Set();
for (const tag of entries) {
    if (!hanging.delete(tag)) {
        hanging.add(tag);
    }
}
console.log([...hanging][0]);
