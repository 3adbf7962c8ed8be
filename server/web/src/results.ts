// SPDX-License-Identifier: GPL-3.0-or-later
// What came of what a candidate ran and submitted: a list, and one of it with all that is told.

import { ask, textOf, type CaseRun, type EngineEvent, type Judged, type Judgement, type OwnSession, type Problem, type Submission } from "./api";
import { block } from "./block";
import { differenceView } from "./difference";
import { fill, h, timeText } from "./dom";
import { figuresOf, freshJudgement, Judgements, judgementSaid, verdictSaid } from "./verdicts";

export class Results {
  readonly said = h("p", { class: "said", role: "status", "aria-live": "polite" });
  readonly details = h("div", { class: "details" });
  readonly list = h("ol", { class: "submissions", "aria-label": "Runs and submissions, newest first" });
  readonly stopButton = h("button", { id: "stop", hidden: true, onclick: () => void this.stop() }, "Stop");
  problems: Problem[] = [];
  private readonly judgements = new Judgements();
  private readonly expected = new Map<string, string[]>(); // of runs: what each was to put out
  private selected = ""; // the submission that is shown

  constructor(private session: OwnSession) {}

  update(session: OwnSession): void {
    this.session = session;
  }

  say(words: string, tone: string): void {
    this.said.textContent = words;
    this.said.dataset.tone = tone;
  }

  /** Reads what there is, after events were missed. */
  async reload(): Promise<void> {
    const { submissions } = await ask<{ submissions: Judged[] }>("GET", "/submissions");
    for (const judged of submissions) this.judgements.put(judged);
    this.showList();
    if (this.selected) await this.fetchDetails(this.selected);
  }

  /** What was handed in just now is shown, whatever was before. */
  async follow(id: string, expected: string[]): Promise<void> {
    this.selected = id;
    this.expected.set(id, expected);
    await this.fetchDetails(id);
  }

  async stop(): Promise<void> {
    const judged = this.judgements.bySubmission.get(this.selected);
    if (!judged || isOver(judged.judgement)) return;
    await ask("DELETE", `/submissions/${this.selected}`).catch((error: Error) => this.say(error.message, "bad"));
  }

  take(event: EngineEvent): void {
    if (event.type === "submission.created") {
      const submission = event.data as Submission;
      if (!this.judgements.bySubmission.has(submission.id))
        this.judgements.put({ submission, judgement: freshJudgement(submission) });
    } else if (event.type === "case.done") {
      const done = event.data as { judgement_id: string; submission_id: string; run: CaseRun };
      this.judgements.caseDone(done.submission_id, done.judgement_id, done.run);
    } else if (event.type.startsWith("judgement.")) {
      this.judgements.judgement(event.data as Judgement);
    } else {
      return;
    }
    this.showList();
    this.showSelected();
  }

  private async fetchDetails(id: string): Promise<void> {
    const judged = await ask<Judged>("GET", `/submissions/${id}`);
    this.judgements.put(judged);
    const known = this.judgements.bySubmission.get(id);
    if (known && isOver(judged.judgement)) known.judgement = judged.judgement;
    this.showList();
    this.showSelected();
  }

  private testsOf(judged: Judged): number {
    if (judged.submission.purpose === "run") return this.expected.get(judged.submission.id)?.length ?? 0;
    const problem = this.problems.find((one) => one.id === judged.submission.problem_id);
    const told = this.session.rules.feedback === "full";
    return problem && told ? problem.samples.length + problem.secret_case_count : 0;
  }

  private showList(): void {
    fill(
      this.list,
      this.judgements.newestFirst().map((judged) => {
        const said = judgementSaid(judged.judgement, this.testsOf(judged));
        const problem = this.problems.find((one) => one.id === judged.submission.problem_id)?.title ?? "";
        return h(
          "li",
          { "aria-current": judged.submission.id === this.selected ? "true" : null },
          h(
            "button",
            { class: "row", onclick: () => this.select(judged.submission.id) },
            h("span", { class: `sign ${said.tone}`, "aria-hidden": "true" }, said.sign),
            h("span", { class: "row-what" }, `${judged.submission.purpose === "run" ? "Run" : "Submission"}: ${said.words}`),
            h("span", { class: "faint" }, `${problem}, ${timeText(judged.submission.created)}`),
          ),
        );
      }),
    );
  }

  private select(id: string): void {
    this.selected = id;
    this.showList();
    this.showSelected();
    void this.fetchDetails(id).catch(() => undefined);
  }

  private showSelected(): void {
    const judged = this.judgements.bySubmission.get(this.selected);
    if (!judged) return;
    const { judgement, submission } = judged;
    const said = judgementSaid(judgement, this.testsOf(judged));
    this.say(`${said.sign} ${said.words}`, said.tone);
    this.stopButton.hidden = isOver(judgement);
    const expected = this.expected.get(submission.id) ?? this.expectedOf(judged);
    fill(
      this.details,
      h("h3", { class: said.tone }, `${said.sign} ${said.words}`),
      h("p", { class: "faint" }, figuresOf(judgement)),
      judgement.compile?.output ? block("Compiler", judgement.compile.output) : null,
      judgement.cases.map((run) => caseView(run, submission.purpose === "run" ? expected[run.ordinal] : undefined)),
    );
  }

  /** After a reload: runs of samples have their names. */
  private expectedOf(judged: Judged): string[] {
    const problem = this.problems.find((one) => one.id === judged.submission.problem_id);
    return judged.judgement.cases.map((run) => {
      const sample = problem?.samples.find((one) => one.name === run.name);
      return sample ? textOf(sample.answer) : "";
    });
  }
}

function isOver(judgement: Judgement): boolean {
  return judgement.state === "done" || judgement.state === "cancelled";
}

function caseView(run: CaseRun, expected: string | undefined): HTMLElement | null {
  if (run.state !== "done" || !run.verdict) return null;
  const said = verdictSaid(run.verdict);
  const output = textOf(run.output);
  const errors = textOf(run.error_output);
  const wrong = run.verdict === "WA" && expected !== undefined && expected !== "";
  return h(
    "details",
    { class: "case", open: run.verdict !== "AC" },
    h(
      "summary",
      {},
      h("span", { class: `sign ${said.tone}`, "aria-hidden": "true" }, said.sign),
      `${run.name || `Test ${run.ordinal + 1}`}: ${said.words}`,
      h("span", { class: "faint" }, ` ${(run.cpu_us / 1000).toFixed(0)} ms`),
    ),
    run.reason ? h("p", { class: "faint" }, run.reason) : null,
    wrong ? differenceView(expected, output) : output || run.verdict === "OK" ? block("Output", output) : null,
    run.output_cut ? h("p", { class: "faint" }, "The output was longer: this is its beginning.") : null,
    errors ? block("Error output", errors) : null,
  );
}
