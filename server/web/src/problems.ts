// SPDX-License-Identifier: GPL-3.0-or-later
// The problems that are here: taking one in, having one verified, and how far that is.

import { ask, type EngineEvent, type Problem } from "./api";
import { fill, h, timeText } from "./dom";
import { trying } from "./form";

export interface Operation {
  id: string;
  type: string;
  subject: string;
  result: string;
  state: string;
  step: number;
  steps: number;
  doing: string;
  failure: string;
  session_id: string | null;
}

interface KnownProblem extends Problem {
  verification: { when: string; failing_languages: string[]; data_as_meant: boolean } | null;
}

interface LogLine {
  level: string;
  text: string;
}

const ARCHIVES = ".zip,.kpp,.tar.gz,.tgz";
const IMPORT = "problem.import";
const VERIFY = "problem.verify";

export function isOver(operation: Operation): boolean {
  return operation.state !== "pending" && operation.state !== "running";
}

export class ProblemsPage {
  private problems: KnownProblem[] = [];
  private readonly operations = new Map<string, Operation>();
  private readonly open = new Set<string>(); // whose logs are shown

  private readonly error = h("p", { class: "error", role: "alert" });
  private readonly rows = h("tbody", {});
  private readonly under = h("ul", { class: "operations", "aria-label": "Under way and done", "aria-live": "polite" });
  private readonly file = h("input", {
    id: "archive",
    type: "file",
    accept: ARCHIVES,
    hidden: true,
    onchange: () => void this.takeIn(),
  });
  readonly element = h(
    "div",
    { class: "page" },
    h(
      "div",
      { class: "bar" },
      h("a", { href: "#", "aria-label": "All sessions" }, "←"),
      h("h1", {}, "Problems"),
      h("button", { class: "primary", onclick: () => this.file.click() }, "Take one in…"),
      this.file,
    ),
    h("p", { class: "faint" }, "A problem package (Kattis, ICPC) or a problem of Polygon or DMOJ, as an archive: .zip, .kpp or .tar.gz, up to 64 MB."),
    this.error,
    this.under,
    h(
      "table",
      { class: "sessions" },
      h("thead", {}, h("tr", {}, ["Problem", "Tests", "Time limit", "Verified", ""].map((name) => h("th", { scope: "col" }, name)))),
      this.rows,
    ),
  );

  async start(): Promise<void> {
    await trying(this.error, async () => {
      const { operations } = await ask<{ operations: Operation[] }>("GET", "/operations?limit=100");
      for (const one of operations) if (!isOver(one)) this.heard(one);
      await this.read();
    });
  }

  take(event: EngineEvent): void {
    if (event.type === "operation.updated") this.heard(event.data as Operation);
    if (event.type === "problem.added") this.readAgain();
  }

  private heard(operation: Operation): void {
    if (operation.type !== IMPORT && operation.type !== VERIFY) return;
    this.operations.set(operation.id, operation);
    this.showOperations();
    this.showProblems();
    if (isOver(operation)) this.readAgain();
  }

  private async read(): Promise<void> {
    this.problems = (await ask<{ problems: KnownProblem[] }>("GET", "/problems")).problems;
    this.showProblems();
  }

  /** Nobody asked for it: what is said of something else stays. */
  private readAgain(): void {
    this.read().catch((error: Error) => (this.error.textContent = error.message));
  }

  private async takeIn(): Promise<void> {
    const file = this.file.files?.[0];
    if (!file) return;
    await trying(this.error, async () => {
      this.heard(await ask<Operation>("POST", `/problems:import?name=${encodeURIComponent(file.name)}`, file));
    });
    this.file.value = ""; // so that the same one can be chosen again
  }

  private async verify(problem: string): Promise<void> {
    await trying(this.error, async () => this.heard(await ask<Operation>("POST", `/problems/${problem}:verify`)));
  }

  private verifying(problem: string): Operation | undefined {
    return [...this.operations.values()].find((one) => one.type === VERIFY && one.subject === problem && !isOver(one));
  }

  private showProblems(): void {
    if (this.problems.length === 0) {
      fill(this.rows, h("tr", {}, h("td", { colspan: "5", class: "empty" }, "No problems yet.")));
      return;
    }
    fill(this.rows, this.problems.map((one) => this.row(one)));
  }

  private row(problem: KnownProblem): HTMLElement {
    const running = this.verifying(problem.id);
    return h(
      "tr",
      { "data-problem": problem.short_name },
      h("td", {}, problem.title),
      h("td", {}, `${problem.samples.length} ${problem.samples.length === 1 ? "sample" : "samples"}, ${problem.secret_case_count} hidden`),
      h("td", {}, `${problem.cpu_limit_ms / 1000} s`),
      h("td", {}, verifiedView(problem)),
      h(
        "td",
        {},
        running
          ? h("span", { class: "faint" }, `${running.step} of ${running.steps}`)
          : h("button", { class: "small", onclick: () => void this.verify(problem.id) }, "Verify"),
      ),
    );
  }

  private showOperations(): void {
    fill(this.under, [...this.operations.values()].reverse().map((one) => this.operationView(one)));
  }

  private operationView(operation: Operation): HTMLElement {
    const title = this.problems.find((one) => one.id === operation.subject)?.title ?? operation.subject;
    const log = h("pre", { class: "log", tabindex: "0" }, "…");
    const details = h(
      "details",
      {
        open: this.open.has(operation.id),
        ontoggle: () => {
          this.open[details.open ? "add" : "delete"](operation.id);
          if (details.open) void trying(this.error, () => showLog(operation.id, log));
        },
      },
      h("summary", {}, `${operation.type === IMPORT ? "Taking in" : "Verifying"} ${title}: ${saidOf(operation)}`),
      log,
    );
    return h(
      "li",
      { class: operation.state },
      details,
      isOver(operation)
        ? null
        : h(
            "button",
            { class: "small", onclick: () => void trying(this.error, () => ask("POST", `/operations/${operation.id}:cancel`)) },
            "Stop",
          ),
    );
  }
}

function saidOf(operation: Operation): string {
  switch (operation.state) {
    case "completed":
      return "done";
    case "failed":
      return operation.failure;
    case "cancelled":
      return "stopped";
    default:
      return operation.doing || "waiting";
  }
}

async function showLog(operation: string, place: HTMLElement): Promise<void> {
  const { lines } = await ask<{ lines: LogLine[] }>("GET", `/operations/${operation}/log`);
  const signs: Record<string, string> = { error: "✗ ", warning: "! " };
  place.textContent = lines.map((line) => (signs[line.level] ?? "  ") + line.text).join("\n") || "(nothing)";
}

function verifiedView(problem: KnownProblem): HTMLElement {
  const found = problem.verification;
  if (!found) return h("span", { class: "faint" }, "not yet");
  if (found.failing_languages.length > 0)
    return h("span", { class: "bad" }, `✗ not as its authors mean it, in ${found.failing_languages.join(", ")}`);
  if (!found.data_as_meant) return h("span", { class: "bad" }, "✗ its validators contradict its tests");
  return h("span", { class: "good" }, `✓ ${timeText(found.when)}`);
}
