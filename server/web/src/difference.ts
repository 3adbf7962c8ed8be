// SPDX-License-Identifier: GPL-3.0-or-later
// Where an output is another than what was expected: line by line, blanks made visible.

import { h } from "./dom";

export interface Difference {
  line: number; // from 1
  column: number; // from 1
}

/** The first; nothing: they are the same. */
export function firstDifference(expected: string, actual: string): Difference | null {
  if (expected === actual) return null;
  let at = 0;
  while (at < expected.length && at < actual.length && expected[at] === actual[at]) ++at;
  const before = expected.slice(0, at).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

function visible(text: string): string {
  return text.replaceAll(" ", "·").replaceAll("\t", "→").replaceAll("\r", "␍");
}

const MOST_LINES = 200;

function column(title: string, text: string, other: string, bad: string): HTMLElement {
  const lines = text.split("\n");
  const others = other.split("\n");
  const body = h("pre", { class: "diff-text", tabindex: "0", "aria-label": title });
  lines.slice(0, MOST_LINES).forEach((line, index) => {
    const same = line === others[index];
    body.append(h("span", { class: same ? "diff-line" : `diff-line ${bad}` }, (same ? "  " : "≠ ") + visible(line) + "\n"));
  });
  if (lines.length > MOST_LINES) body.append(h("span", { class: "faint" }, `… ${lines.length - MOST_LINES} more lines\n`));
  return h("div", { class: "diff-column" }, h("h4", {}, title), body);
}

export function differenceView(expected: string, actual: string): HTMLElement {
  const first = firstDifference(expected, actual);
  return h(
    "div",
    { class: "diff" },
    first ? h("p", { class: "diff-first" }, `First difference: line ${first.line}, column ${first.column}`) : null,
    h("div", { class: "diff-columns" }, column("Expected", expected, actual, "missing"), column("Your output", actual, expected, "extra")),
  );
}
