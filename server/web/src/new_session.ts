// SPDX-License-Identifier: GPL-3.0-or-later
// A form for a session: who, what, for how long, and what they are told.

import { ask, type Language, type Problem, type Session } from "./api";
import { fill, h } from "./dom";
import { form } from "./form";

const FEEDBACK: [string, string][] = [
  ["verdict-only", "The verdict"],
  ["full", "The verdict and how each hidden test went"],
  ["after-close", "The verdict, once the session is over"],
  ["hidden", "Nothing"],
];

export function newSessionForm(made: (id: string) => void): HTMLElement {
  const title = h("input", { id: "title-of", required: true, placeholder: "Interview" });
  const names = h("textarea", { id: "names", rows: "2", required: true, placeholder: "One name a line" });
  const minutes = h("input", { id: "minutes", type: "number", min: "1", max: "1440", value: "60", required: true });
  const own = h("input", { id: "own-minutes", type: "number", min: "1", max: "1440", placeholder: "all begin with the session" });
  const feedback = h("select", { id: "feedback" }, FEEDBACK.map(([id, words]) => h("option", { value: id }, words)));
  const problems = h("fieldset", {}, h("legend", {}, "Problems"), h("p", { class: "faint" }, "Loading…"));
  const languages = h("fieldset", {}, h("legend", {}, "Languages (none: all that are installed)"));
  void Promise.all([
    ask<{ problems: Problem[] }>("GET", "/problems"),
    ask<{ languages: Language[] }>("GET", "/engine"),
  ])
    .then(([known, engine]) => {
      fill(
        problems,
        h("legend", {}, "Problems"),
        known.problems.length === 0
          ? h("p", { class: "faint" }, "No problem yet: ", h("a", { href: "#problems" }, "take one in"), ".")
          : null,
        known.problems.map((one) => box("problem", one.id, one.title)),
      );
      for (const one of engine.languages) if (one.available) languages.append(box("language", one.id, one.name));
    })
    .catch((caught: Error) => fill(problems, h("legend", {}, "Problems"), h("p", { class: "error" }, caught.message)));

  const send = async () =>
    made(
      await make({
        title: title.value.trim(),
        participants: names.value.split("\n").map((name) => name.trim()).filter(Boolean).map((name) => ({ name })),
        problem_ids: checked(problems),
        languages: checked(languages),
        feedback: feedback.value,
        length_minutes: Number(minutes.value),
        own_minutes: own.value ? Number(own.value) : null,
      }),
    );
  return form(
    { wide: true, button: "Make it ready", send, beside: [h("a", { href: "#" }, "Cancel")] },
    h("h1", {}, "New session"),
    h("label", { for: "title-of" }, "Title"),
    title,
    h("label", { for: "names" }, "Candidates"),
    names,
    problems,
    languages,
    h("label", { for: "minutes" }, "Minutes"),
    minutes,
    h("label", { for: "own-minutes" }, "Take-home: minutes of each candidate, from when they begin"),
    own,
    h("label", { for: "feedback" }, "Candidates are told"),
    feedback,
  );
}

async function make(draft: object): Promise<string> {
  const session = await ask<Session>("POST", "/sessions", draft);
  await ask("POST", `/sessions/${session.id}:arm`);
  await ask("POST", `/sessions/${session.id}:prepare`);
  return session.id;
}

function box(kind: string, id: string, words: string): HTMLElement {
  return h("label", { class: "check" }, h("input", { type: "checkbox", name: kind, value: id }), ` ${words}`);
}

function checked(group: HTMLElement): string[] {
  return [...group.querySelectorAll<HTMLInputElement>("input:checked")].map((input) => input.value);
}
