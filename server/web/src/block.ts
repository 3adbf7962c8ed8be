// SPDX-License-Identifier: GPL-3.0-or-later
// A text as it is, with its name and a way to copy it.

import { h } from "./dom";

export function block(title: string, text: string): HTMLElement {
  return h(
    "div",
    { class: "block" },
    h("h5", {}, title, h("button", { class: "copy", title: `Copy: ${title}`, onclick: () => void copy(text) }, "Copy")),
    h("pre", { tabindex: "0" }, text || "(nothing)"),
  );
}

async function copy(text: string): Promise<void> {
  await navigator.clipboard?.writeText(text).catch(() => undefined);
}
