// SPDX-License-Identifier: GPL-3.0-or-later
// What a candidate agrees to, in words that say all of it.

import type { Language, OwnSession } from "./api";
import { h, timeText } from "./dom";

const TOLD: Record<string, string> = {
  full: "You are told how each hidden test went, without its contents.",
  "verdict-only": "You are told the verdict on what you submit, and nothing of hidden tests.",
  "after-close": "You are told how your submissions were judged once the session is over.",
  hidden: "You are not told how your submissions were judged.",
};

function list(title: string, lines: string[]): HTMLElement {
  return h("section", {}, h("h2", {}, title), h("ul", {}, lines.map((line) => h("li", {}, line))));
}

/** Where each has a time of their own. */
export function ownTimeSaid(session: OwnSession): string {
  const minutes = Math.round((session.own_length_ms ?? 0) / 60_000);
  const latest = session.ends_at && !session.began ? `, until ${timeText(session.ends_at)} at the latest` : "";
  return `You have ${minutes} minutes from when you begin${latest}. Pauses come on top.`;
}

export function notice(session: OwnSession, languages: Language[]): HTMLElement {
  const allowed = session.rules.languages.map(({ id }) => languages.find((one) => one.id === id)?.name ?? id);
  const problems = session.rules.problems.length;
  const happens = [
    problems === 1 ? "You solve one problem." : `You solve ${problems} problems.`,
    session.own_length_ms !== null
      ? ownTimeSaid(session)
      : session.ends_at ? `You have until ${timeText(session.ends_at)}. Pauses come on top.` : "The time begins when the host starts it.",
    allowed.length > 0 ? `You may use ${allowed.join(", ")}.` : "You may use any language that is installed.",
    TOLD[session.rules.feedback] ?? "",
    ...session.companions.map((one) => `${one.name} takes part as ${one.role}.`),
  ];
  const kept = [
    "What you type into the editor, each change with its time. Hosts see it as you type.",
    "What you run and submit, when, and what came of it.",
    "Your name.",
    session.purge_at ? `All of that is removed on ${timeText(session.purge_at)}.` : "All of that is kept until the host removes it.",
  ];
  const notKept = [
    "No camera, no microphone, no picture of your screen.",
    "Not whether this tab has the focus, and nothing that you do in others.",
  ];
  return h("div", {}, list("What will happen", happens), list("What is recorded", kept), list("What is not recorded", notKept));
}
