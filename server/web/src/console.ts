// SPDX-License-Identifier: GPL-3.0-or-later
// A session as it happens: what each candidate types, what they hand in, the queue and what else is under way.

import {
  ask,
  type CaseRun,
  type Edit,
  type EngineEvent,
  type Judged,
  type Judgement,
  type Participant,
  type Problem,
  type Session,
  type Submission,
  type TextDocument,
} from "./api";
import { clockText, fill, h, timeText } from "./dom";
import { trying } from "./form";
import { Mirror } from "./mirror";
import { isOver, type Operation } from "./problems";
import { figuresOf, freshJudgement, Judgements, judgementSaid } from "./verdicts";

const ACTIONS: Record<string, [action: string, words: string][]> = {
  draft: [["arm", "Arm"]],
  scheduled: [["prepare", "Prepare"], ["cancel", "Cancel it"]],
  failed: [["prepare", "Prepare again"]],
  missed: [["cancel", "Cancel it"]],
  ready: [["start", "Start"], ["cancel", "Cancel it"]],
  live: [["pause", "Pause"], ["close", "End"]],
  paused: [["resume", "Resume"], ["close", "End"]],
  ended: [["review", "Review"], ["purge", "Purge"]],
  in_review: [["finalize", "Finalize"], ["purge", "Purge"]],
  finalized: [["purge", "Purge"]],
  cancelled: [["purge", "Purge"]],
};

const SURE: Record<string, string> = {
  close: "End the session for everybody? Nothing more is taken in after that.",
  purge: "Remove everything that was recorded in this session? That cannot be undone.",
  cancel: "Cancel the session?",
};

export class Console {
  readonly id: string;
  readonly element: HTMLElement;
  private problems: Problem[] = [];
  private documents = new Map<string, TextDocument>();
  private mirror: Mirror | null = null;
  private participant: string;
  private readonly judgements = new Judgements();
  private readonly operations = new Map<string, Operation>();
  private readonly codes = new Map<string, string>();
  private ticking = 0;
  private queueTimer = 0;

  private readonly head = h("div", { class: "bar console-head" });
  private readonly time = h("span", { class: "timer" });
  private readonly error = h("p", { class: "error", role: "alert" });
  private readonly people = h("ul", { class: "people", "aria-label": "Participants" });
  private readonly tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "Documents" });
  private readonly mirrorHost = h("div", { class: "editor mirror" });
  private readonly rows = h("tbody", {});
  private readonly queue = h("p", { class: "faint" });
  private readonly operationList = h("ul", { class: "operations" });

  constructor(private session: Session) {
    this.id = session.id;
    this.participant = session.participants.find((one) => one.role === "candidate")?.id ?? "";
    this.element = h(
      "div",
      { class: "console" },
      this.head,
      this.error,
      h(
        "aside",
        { class: "side", "aria-label": "Session" },
        h("h3", {}, "Participants"),
        this.people,
        h("h3", {}, "Queue"),
        this.queue,
        h("h3", {}, "Under way"),
        this.operationList,
      ),
      h("section", { class: "watch", "aria-label": "What the candidate types" }, this.tabs, this.mirrorHost),
      h(
        "section",
        { class: "handed-in", "aria-label": "Runs and submissions" },
        h(
          "table",
          { class: "submissions-table" },
          h(
            "thead",
            {},
            h("tr", {}, ["Time", "Who", "What", "Problem", "Language", "Result", "Figures"].map((name) => h("th", { scope: "col" }, name))),
          ),
          this.rows,
        ),
      ),
    );
  }

  async start(): Promise<void> {
    this.ticking = window.setInterval(() => this.showTime(), 1000);
    this.update(this.session);
    try {
      this.problems = (await ask<{ problems: Problem[] }>("GET", "/problems")).problems;
      await this.read();
    } catch (error) {
      this.error.textContent = (error as Error).message;
    }
  }

  close(): void {
    clearInterval(this.ticking);
    clearTimeout(this.queueTimer);
    this.mirror?.close();
    this.mirror = null;
  }

  backOnline(): void {
    void this.read().catch(() => undefined);
    void this.mirror?.catchUp();
  }

  update(session: Session): void {
    this.session = session;
    const actions = ACTIONS[session.state] ?? [];
    fill(
      this.head,
      h("a", { href: "#", "aria-label": "All sessions" }, "←"),
      h("h1", {}, session.title),
      h("span", { class: `state ${session.state}` }, session.state.replace("_", " ")),
      this.time,
      actions.map(([action, words]) => h("button", { "data-action": action, onclick: () => void this.act(action) }, words)),
      session.state === "live" || session.state === "paused"
        ? h("button", { onclick: () => void this.extend() }, "5 more minutes")
        : null,
    );
    this.error.textContent = session.failure;
    this.showPeople();
    this.showTime();
  }

  take(event: EngineEvent): void {
    switch (event.type) {
      case "document.edited":
        return this.edited(event.data as Edit);
      case "submission.created": {
        const submission = event.data as Submission;
        if (!this.isOurs(submission.participant_id)) return;
        this.judgements.put({ submission, judgement: freshJudgement(submission) });
        break;
      }
      case "case.done": {
        const done = event.data as { judgement_id: string; submission_id: string; run: CaseRun };
        this.judgements.caseDone(done.submission_id, done.judgement_id, done.run);
        break;
      }
      case "operation.updated": {
        const operation = event.data as Operation;
        this.operations.set(operation.id, operation);
        return this.showOperations();
      }
      default:
        if (!event.type.startsWith("judgement.")) return;
        this.judgements.judgement(event.data as Judgement);
    }
    this.showSubmissions();
    this.readQueueSoon();
  }

  private isOurs(participant: string | null | undefined): boolean {
    return this.session.participants.some((one) => one.id === participant);
  }

  private async read(): Promise<void> {
    const [{ documents }, operations] = await Promise.all([
      ask<{ documents: TextDocument[] }>("GET", `/sessions/${this.id}/documents`),
      ask<{ operations: Operation[] }>("GET", "/operations?limit=20"),
    ]);
    this.documents = new Map(documents.map((document) => [document.id, document]));
    for (const operation of operations.operations) this.operations.set(operation.id, operation);
    for (const one of this.session.participants) {
      const { submissions } = await ask<{ submissions: Judged[] }>("GET", `/submissions?participant=${one.id}`);
      for (const judged of submissions) this.judgements.put(judged);
    }
    this.showOperations();
    this.showSubmissions();
    this.showTabs();
    if (!this.mirror) this.watchNewest();
    this.readQueueSoon();
  }

  private edited(edit: Edit): void {
    if (!this.isOurs(edit.participant_id)) return;
    if (!this.documents.has(edit.document_id)) {
      void this.read().then(() => this.watchNewest());
      return;
    }
    if (this.mirror?.document.id === edit.document_id) this.mirror.heard(edit);
    else if (edit.participant_id === this.participant) void this.watch(edit.document_id); // they went on to another one
  }

  private documentsOfParticipant(): TextDocument[] {
    return [...this.documents.values()].filter((document) => document.participant_id === this.participant);
  }

  private watchNewest(): void {
    const newest = this.documentsOfParticipant()[0];
    if (newest) void this.watch(newest.id);
    else {
      this.mirror?.close();
      this.mirror = null;
      fill(this.mirrorHost, h("p", { class: "empty" }, "Nothing typed yet."));
    }
  }

  private async watch(id: string): Promise<void> {
    if (this.mirror?.document.id === id) return;
    const document = await ask<TextDocument>("GET", `/documents/${id}`);
    this.documents.set(id, document);
    this.mirror?.close();
    fill(this.mirrorHost);
    this.mirror = new Mirror(document, this.mirrorHost, `What ${this.nameOf(document.participant_id)} types`);
    this.showTabs();
  }

  private showTabs(): void {
    fill(
      this.tabs,
      this.documentsOfParticipant().map((document) =>
        h(
          "button",
          {
            role: "tab",
            "aria-selected": document.id === this.mirror?.document.id ? "true" : "false",
            onclick: () => void this.watch(document.id),
          },
          `${this.titleOf(document.problem_id)} (${document.language})`,
        ),
      ),
    );
  }

  private showPeople(): void {
    fill(
      this.people,
      this.session.participants.map((one) => this.personView(one)),
    );
  }

  private personView(one: Participant): HTMLElement {
    const state = one.began ? `began ${timeText(one.began)}` : one.consented ? "has agreed" : one.joined ? "reads what is recorded" : "not here yet";
    const code = this.codes.get(one.id);
    const link = code ? `${location.origin}/?code=${encodeURIComponent(code)}` : "";
    return h(
      "li",
      { "aria-current": one.id === this.participant ? "true" : null },
      h(
        "button",
        {
          class: "row",
          onclick: () => {
            this.participant = one.id;
            this.showPeople();
            this.showTabs();
            this.watchNewest();
          },
        },
        h("strong", {}, one.name),
        h("span", { class: "faint" }, ` ${one.role}, ${state}`),
      ),
      code
        ? h("p", { class: "code-line" }, "Code, good once: ", h("code", { class: "join-code" }, code), h("br"), h("a", { href: link }, "Link"))
        : h("button", { class: "small", "data-code": one.id, onclick: () => void this.makeCode(one.id) }, "Code to join"),
    );
  }

  private async makeCode(participant: string): Promise<void> {
    await trying(this.error, async () => {
      const { code } = await ask<{ code: string }>("POST", `/sessions/${this.id}/participants/${participant}:code`);
      this.codes.set(participant, code);
      this.showPeople();
    });
  }

  private async act(action: string): Promise<void> {
    const question = SURE[action];
    if (question && !confirm(question)) return;
    await trying(this.error, async () => this.update(await ask<Session>("POST", `/sessions/${this.id}:${action}`)));
  }

  private async extend(): Promise<void> {
    await trying(this.error, async () => this.update(await ask<Session>("POST", `/sessions/${this.id}:extend`, { seconds: 300 })));
  }

  private showTime(): void {
    const ends = this.session.closes_at ? Date.parse(this.session.closes_at) : 0;
    const isOn = this.session.state === "live" || this.session.state === "paused";
    this.time.textContent = isOn && ends ? clockText(ends - Date.now()) : "";
  }

  private nameOf(participant: string | null | undefined): string {
    return this.session.participants.find((one) => one.id === participant)?.name ?? "";
  }

  private titleOf(problem: string | null): string {
    return this.problems.find((one) => one.id === problem)?.title ?? "";
  }

  private testsOf(submission: Submission): number {
    const problem = this.problems.find((one) => one.id === submission.problem_id);
    return problem && submission.purpose === "submit" ? problem.samples.length + problem.secret_case_count : 0;
  }

  private showSubmissions(): void {
    const all = this.judgements.newestFirst();
    if (all.length === 0) {
      fill(this.rows, h("tr", {}, h("td", { colspan: "7", class: "empty" }, "Nothing handed in yet.")));
      return;
    }
    fill(
      this.rows,
      all.map(({ submission, judgement }) => {
        const said = judgementSaid(judgement, this.testsOf(submission));
        return h(
          "tr",
          { "data-submission": submission.id },
          h("td", {}, timeText(submission.created)),
          h("td", {}, this.nameOf(submission.participant_id)),
          h("td", {}, submission.purpose === "run" ? "Run" : "Submission"),
          h("td", {}, this.titleOf(submission.problem_id)),
          h("td", {}, submission.language),
          h("td", { class: said.tone }, `${said.sign} ${said.words}`),
          h("td", { class: "faint" }, figuresOf(judgement)),
        );
      }),
    );
  }

  private showOperations(): void {
    const open = [...this.operations.values()].filter((one) => !isOver(one));
    fill(
      this.operationList,
      open.length === 0 ? h("li", { class: "faint" }, "Nothing") : open.map((one) => h("li", {}, `${one.type}: ${one.doing || one.state}`)),
    );
  }

  private readQueueSoon(): void {
    clearTimeout(this.queueTimer);
    this.queueTimer = window.setTimeout(() => {
      ask<{ entries: { position: number | null }[] }>("GET", "/queue?limit=100")
        .then(({ entries }) => {
          const waiting = entries.filter((entry) => entry.position !== null).length;
          this.queue.textContent = entries.length === 0 ? "Empty" : `${entries.length - waiting} being judged, ${waiting} waiting`;
        })
        .catch(() => undefined);
    }, 300);
  }
}
