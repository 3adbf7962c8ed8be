// SPDX-License-Identifier: GPL-3.0-or-later
// Verdicts and states in words. Never by colour alone: each has a sign and a text.

import type { CaseRun, Judged, Judgement, Submission } from "./api";

const WORDS: Record<string, [sign: string, words: string, tone: "good" | "bad" | "odd"]> = {
  AC: ["✓", "Accepted", "good"],
  OK: ["✓", "Ran to its end", "good"],
  WA: ["✗", "Wrong answer", "bad"],
  TLE: ["✗", "Time limit exceeded", "bad"],
  WTL: ["✗", "Waited too long", "bad"],
  RTE: ["✗", "Run-time error", "bad"],
  MLE: ["✗", "Memory limit exceeded", "bad"],
  OLE: ["✗", "Output limit exceeded", "bad"],
  PE: ["✗", "Presentation error", "bad"],
  CE: ["✗", "Compile error", "bad"],
  CTL: ["✗", "Compiling took too long", "bad"],
  SV: ["✗", "Not allowed in the sandbox", "bad"],
  ILE: ["✗", "Illegal input", "bad"],
  JE: ["!", "Judging problem, not your fault", "odd"],
};

export interface Said {
  sign: string;
  words: string;
  tone: "good" | "bad" | "odd" | "busy";
}

export function verdictSaid(verdict: string): Said {
  const [sign, words, tone] = WORDS[verdict] ?? ["?", verdict, "odd"];
  return { sign, words, tone };
}

/** "Queued", "Compiling", "Test 3 of 12", "Wrong answer on test 4". */
export function judgementSaid(judgement: Judgement, tests: number): Said {
  const busy = (words: string): Said => ({ sign: "…", words, tone: "busy" });
  switch (judgement.state) {
    case "queued":
      return busy("Queued");
    case "leased":
    case "compiling":
      return busy("Compiling");
    case "running": {
      const done = judgement.cases.filter((run) => run.state === "done").length;
      return busy(tests > 0 ? `Test ${Math.min(done + 1, tests)} of ${tests}` : "Running");
    }
    case "finalizing":
      return busy("Nearly done");
    case "cancelled":
      return { sign: "–", words: "Cancelled", tone: "odd" };
  }
  if (!judgement.verdict) return { sign: "•", words: "Judged: the result is told later, or not at all", tone: "odd" };
  const said = verdictSaid(judgement.verdict);
  const failed = judgement.cases.find((run) => run.verdict !== null && run.verdict !== "AC" && run.verdict !== "OK");
  if (said.tone === "bad" && failed && judgement.verdict !== "CE")
    said.words += ` on ${failed.name ? `test ${failed.name}` : `test ${failed.ordinal + 1}`}`;
  if (judgement.points)
    said.words += ` (${judgement.points.earned}${judgement.points.most === null ? "" : ` of ${judgement.points.most}`} points)`;
  return said;
}

export function figuresOf(judgement: Judgement): string {
  const done = judgement.cases.filter((run) => run.state === "done");
  if (done.length === 0) return "";
  const cpu = Math.max(...done.map((run) => run.cpu_us)) / 1000;
  const memory = Math.max(...done.map((run) => run.memory_bytes)) / (1024 * 1024);
  return `${cpu < 10 ? cpu.toFixed(1) : cpu.toFixed(0)} ms, ${memory.toFixed(1)} MiB`;
}

/** Of what has only just come in. */
export function freshJudgement(submission: Submission): Judgement {
  return {
    id: "",
    submission_id: submission.id,
    state: "queued",
    verdict: null,
    points: null,
    compile: null,
    cases: [],
    queued: submission.created,
    ended: null,
  };
}

/** Judgements as the log tells of them, by submission. */
export class Judgements {
  readonly bySubmission = new Map<string, Judged>();

  put(judged: Judged): void {
    const known = this.bySubmission.get(judged.submission.id);
    if (known && known.judgement.id === judged.judgement.id && isLater(known.judgement, judged.judgement)) return;
    this.bySubmission.set(judged.submission.id, judged);
  }

  /** Gives the submission that it was about; nothing: of one that is not known here. */
  judgement(judgement: Judgement): Judged | null {
    const known = this.bySubmission.get(judgement.submission_id);
    if (!known) return null;
    if (known.judgement.id === judgement.id && isLater(known.judgement, judgement)) return known;
    const cases = judgement.cases.length > 0 ? judgement.cases : known.judgement.id === judgement.id ? known.judgement.cases : [];
    known.judgement = { ...judgement, cases };
    return known;
  }

  caseDone(submission: string, judgement: string, run: CaseRun): Judged | null {
    const known = this.bySubmission.get(submission);
    if (!known || known.judgement.id !== judgement) return null;
    const others = known.judgement.cases.filter((other) => other.ordinal !== run.ordinal);
    known.judgement.cases = [...others, run].sort((a, b) => a.ordinal - b.ordinal);
    return known;
  }

  newestFirst(): Judged[] {
    return [...this.bySubmission.values()].sort((a, b) => b.submission.created.localeCompare(a.submission.created));
  }
}

const ORDER = ["queued", "leased", "compiling", "running", "finalizing", "done", "cancelled"];

function isLater(known: Judgement, other: Judgement): boolean {
  return ORDER.indexOf(known.state) >= ORDER.indexOf("done") && ORDER.indexOf(other.state) < ORDER.indexOf("done");
}
