// Accepted: one pattern for a failed request.
// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

const [first, ...log] = require("fs").readFileSync(0, "utf8").trim().split("\n");
const wanted = Number(first.split(" ")[1]);
const failed = /^[^#]\S* \S+ ([^ ?]*)\S* 5\d\d (\d+)$/;
const pages = new Map();
for (const line of log) {
    const match = failed.exec(line);
    if (match === null) {
        continue;
    }
    const page = pages.get(match[1]) ?? { name: match[1], failures: 0, longest: 0 };
    page.failures++;
    page.longest = Math.max(page.longest, Number(match[2]));
    pages.set(page.name, page);
}
// Plain comparison, not localeCompare: the order asked for is that of ASCII.
const order = (a, b) => b.failures - a.failures || (a.name < b.name ? -1 : 1);
const top = [...pages.values()].sort(order).slice(0, wanted);
const output = top.map((page) => `${page.failures} ${page.longest} ${page.name}`);
console.log(output.join("\n") || "none");
