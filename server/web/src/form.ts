// SPDX-License-Identifier: GPL-3.0-or-later
// A form that asks the server: its button waits for the answer, and what is wrong is said above it.

import { ApiError } from "./api";
import { h } from "./dom";

export interface FormParts {
  wide?: boolean;
  button: string;
  /** Done when it is sent; what it throws is said. */
  send(): Promise<unknown>;
  /** In other words than the server's; nothing: in those. */
  explain?(error: ApiError): string | null;
  beside?: Node[]; // the button
  hints?: Node[]; // below it
}

export function form(parts: FormParts, ...fields: (Node | null)[]): HTMLFormElement {
  const error = h("p", { class: "error", role: "alert" });
  const button = h("button", { type: "submit", class: "primary" }, parts.button);
  const element = h(
    "form",
    {
      class: parts.wide ? "card wide" : "card",
      onsubmit: (event) => {
        event.preventDefault();
        button.disabled = true;
        error.textContent = "";
        parts.send().catch((caught: unknown) => {
          const known = caught instanceof ApiError ? parts.explain?.(caught) : null;
          error.textContent = known ?? (caught as Error).message;
          button.disabled = false;
          element.querySelector("input")?.focus();
        });
      },
    },
    ...fields,
    error,
    h("div", { class: "buttons" }, button, ...(parts.beside ?? [])),
    ...(parts.hints ?? []),
  );
  return element;
}

/** Does it, and says there what is wrong; nothing when nothing is. */
export async function trying(place: HTMLElement, what: () => Promise<unknown>): Promise<void> {
  try {
    place.textContent = "";
    await what();
  } catch (error) {
    place.textContent = (error as Error).message;
  }
}
