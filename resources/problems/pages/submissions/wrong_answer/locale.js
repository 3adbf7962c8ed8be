// Wrong answer: localeCompare() orders names as a dictionary does, not by ASCII; and the query is cut at the last "?".
// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

const [first, ...log] = require("fs").readFileSync(0, "utf8").trim().split("\n");
const pages = new Map();
for (const line of log.filter((text) => !text.startsWith("#"))) {
    const [, , target, status, duration] = line.split(" ");
    if (Number(status) >= 500) {
        const name = target.replace(/\?[^?]*$/, "");
        const page = pages.get(name) ?? { name, failures: 0, longest: 0 };
        page.failures++;
        page.longest = Math.max(page.longest, Number(duration));
        pages.set(name, page);
    }
}
const top = [...pages.values()].sort((a, b) => b.failures - a.failures || a.name.localeCompare(b.name));
for (const page of top.slice(0, Number(first.split(" ")[1]))) {
    console.log(page.failures, page.longest, page.name);
}
if (top.length === 0) {
    console.log("none");
}
