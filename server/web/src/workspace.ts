// SPDX-License-Identifier: GPL-3.0-or-later
// Where a candidate works: a problem, an editor, what they run and submit and what comes of it.

import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import DOMPurify from "dompurify";
import { ApiError, ask, textOf, type Edit, type EngineEvent, type Language, type OwnSession, type Problem } from "./api";
import { block } from "./block";
import { DocumentSync, type SyncState } from "./document_sync";
import { fill, h } from "./dom";
import { indentWithTab, writingExtensions } from "./editor";
import { notice } from "./notice";
import { Results } from "./results";

interface OpenEditor {
  view: EditorView;
  sync: DocumentSync;
  problem: string;
  language: string;
}

const SAVED: Record<SyncState, string> = {
  saved: "Saved",
  sending: "Saving…",
  waiting: "Not sent yet: kept in this browser",
  stopped: "Not saved",
};

export class Workspace {
  readonly element: HTMLElement;
  private problems: Problem[] = [];
  private problem: Problem | null = null;
  private language = "";
  private editor: OpenEditor | null = null;
  private readonly texts = new Map<string, string>(); // what was written, for one's own copy
  private readonly results: Results;
  private readonly writable = new Compartment();
  private readonly tabKey = new Compartment();
  private tabIndents = true;
  private isLive = false;
  private opening = 0;

  private readonly tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "Problems" });
  private readonly statement = h("div", { class: "statement" });
  private readonly samples = h("div", { class: "samples" });
  private readonly languageBox = h("select", { id: "language", onchange: () => this.chooseLanguage(this.languageBox.value) });
  private readonly saved = h("span", { class: "saved faint", role: "status" });
  private readonly editorHost = h("div", { class: "editor" });
  private readonly custom = h("textarea", { id: "custom", rows: "4", spellcheck: "false", "aria-label": "Own input" });
  private readonly customBox = h("details", { class: "custom" }, h("summary", {}, "Own input (Ctrl+')"), this.custom);
  private readonly runButton = h("button", { id: "run", title: "Ctrl+Enter", onclick: () => void this.run() }, "Run");
  private readonly submitButton = h(
    "button",
    { id: "submit", class: "primary", title: "Ctrl+Shift+Enter", onclick: () => void this.submit() },
    "Submit",
  );

  constructor(
    session: OwnSession,
    private readonly languages: Language[],
  ) {
    this.results = new Results(session);
    const allowed = session.rules.languages.map(({ id }) => id);
    for (const language of languages) {
      if (language.available && (allowed.length === 0 || allowed.includes(language.id)))
        this.languageBox.append(h("option", { value: language.id }, language.name));
    }
    this.element = h(
      "div",
      { class: "workspace" },
      h("section", { class: "problem", "aria-label": "Problem" }, this.tabs, this.statement, this.samples),
      h(
        "section",
        { class: "code", "aria-label": "Code" },
        h("div", { class: "bar" }, h("label", { for: "language" }, "Language"), this.languageBox, this.saved),
        this.editorHost,
        this.customBox,
        h("div", { class: "bar" }, this.runButton, this.submitButton, this.results.stopButton, this.results.said),
      ),
      h(
        "section",
        { class: "results", "aria-label": "Results" },
        this.results.details,
        h("h3", {}, "Runs and submissions"),
        this.results.list,
        h("details", { class: "recorded" }, h("summary", {}, "What is recorded"), notice(session, languages)),
      ),
    );
    document.addEventListener("keydown", (event) => this.key(event));
  }

  async start(): Promise<void> {
    try {
      this.problems = (await ask<{ problems: Problem[] }>("GET", "/problems")).problems;
      this.results.problems = this.problems;
      await this.results.reload();
    } catch (error) {
      this.results.say((error as Error).message, "bad");
      window.setTimeout(() => void this.start(), 2000);
      return;
    }
    const first = this.problems[0];
    if (!first) return this.results.say("The session has no problem.", "odd");
    this.language = localStorage.getItem("assay.language") ?? "";
    if (![...this.languageBox.options].some((option) => option.value === this.language)) {
      const usual = ["python", "python3", "cpp"].find((id) => [...this.languageBox.options].some((o) => o.value === id));
      this.language = usual ?? this.languageBox.options[0]?.value ?? "";
    }
    this.languageBox.value = this.language;
    await this.chooseProblem(first);
  }

  update(session: OwnSession): void {
    this.results.update(session);
    this.isLive = session.state === "live";
    for (const button of [this.runButton, this.submitButton]) button.disabled = !this.isLive;
    this.editor?.view.dispatch({ effects: this.writable.reconfigure(this.readOnly()) });
    if (session.state === "paused") this.results.say("Paused: your time stands still", "odd");
    else if (this.results.said.textContent?.startsWith("Paused")) this.results.say("", "busy");
    if (this.isLive) this.editor?.sync.retry();
  }

  backOnline(): void {
    this.editor?.sync.retry();
    void this.results.reload().catch(() => undefined);
  }

  take(event: EngineEvent): void {
    if (event.type === "document.edited") {
      const edit = event.data as Edit;
      if (edit.document_id === this.editor?.sync.document.id) this.editor.sync.heard(edit);
      return;
    }
    this.results.take(event);
  }

  /** All that was written, as one text. */
  ownCopy(): string {
    this.rememberText();
    return [...this.texts].map(([name, text]) => `# ${name}\n\n${text}\n`).join("\n");
  }

  close(): void {
    this.editor?.sync.close();
    this.editor?.view.destroy();
    this.editor = null;
  }

  private key(event: KeyboardEvent): void {
    if (!this.element.isConnected || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      void (event.shiftKey ? this.submit() : this.run());
    } else if (event.key === "'") {
      event.preventDefault();
      this.customBox.open = !this.customBox.open;
      if (this.customBox.open) this.custom.focus();
      else this.editor?.view.focus();
    } else if (event.key === ".") {
      event.preventDefault();
      void this.results.stop();
    } else if (event.key === "m" && !event.shiftKey) {
      event.preventDefault();
      this.toggleTab();
    }
  }

  private toggleTab(): void {
    this.tabIndents = !this.tabIndents;
    this.editor?.view.dispatch({ effects: this.tabKey.reconfigure(this.tabIndents ? indentWithTab : keymap.of([])) });
    this.results.say(this.tabIndents ? "Tab indents" : "Tab leaves the editor", "busy");
  }

  private readOnly() {
    return this.isLive ? [] : EditorState.readOnly.of(true);
  }

  private async chooseProblem(problem: Problem): Promise<void> {
    this.problem = problem;
    fill(
      this.tabs,
      this.problems.map((one) =>
        h(
          "button",
          {
            role: "tab",
            "aria-selected": one.id === problem.id ? "true" : "false",
            onclick: () => void this.chooseProblem(one),
          },
          one.title,
        ),
      ),
    );
    fill(this.statement, h("p", { class: "faint" }, "Loading…"));
    this.showSamples(problem);
    const statement = ask<{ html: string }>("GET", `/problems/${problem.id}/statement`)
      .then(({ html }) => this.problem === problem && this.showStatement(problem, html))
      .catch((error: Error) => this.problem === problem && this.showNoText(problem, error));
    await Promise.all([statement, this.openEditor()]);
  }

  private statementHead(problem: Problem): HTMLElement[] {
    const limits = `${problem.cpu_limit_ms / 1000} s, ${Math.round(problem.memory_limit_bytes / 1048576)} MiB`;
    return [h("h2", {}, problem.title), h("p", { class: "faint" }, limits)];
  }

  private showNoText(problem: Problem, error: Error): void {
    const isPdf = error instanceof ApiError && error.type === "unsupported";
    const link = h("a", { href: `/api/v1/problems/${problem.id}/statement.pdf`, download: `${problem.short_name}.pdf` }, "Save the statement (PDF)");
    fill(this.statement, this.statementHead(problem), isPdf ? h("p", {}, link) : h("p", { class: "error" }, error.message));
  }

  private showStatement(problem: Problem, html: string): void {
    // A package's author may be anybody: nothing of it but text, tables, formulas and pictures comes through.
    const clean = DOMPurify.sanitize(html, {
      RETURN_DOM_FRAGMENT: true,
      USE_PROFILES: { html: true, mathMl: true },
      FORBID_TAGS: ["style", "form", "input", "button", "textarea", "select"],
      FORBID_ATTR: ["style", "class", "id"],
    });
    for (const image of clean.querySelectorAll("img")) {
      const name = image.getAttribute("src") ?? "";
      image.src = `/api/v1/problems/${problem.id}/picture?name=${encodeURIComponent(name)}`;
    }
    const body = h("div", { class: "statement-body" });
    body.append(clean);
    fill(this.statement, this.statementHead(problem), body);
  }

  private showSamples(problem: Problem): void {
    fill(
      this.samples,
      problem.samples.map((sample, index) =>
        h(
          "div",
          { class: "sample" },
          h("h4", {}, `Sample ${index + 1}`),
          h("div", { class: "sample-columns" }, block("Input", textOf(sample.input)), block("Output", textOf(sample.answer))),
        ),
      ),
    );
  }

  private chooseLanguage(language: string): void {
    this.language = language;
    localStorage.setItem("assay.language", language);
    void this.openEditor();
  }

  private rememberText(): void {
    if (!this.editor) return;
    const problem = this.problems.find((one) => one.id === this.editor?.problem)?.title ?? "";
    const text = this.editor.view.state.doc.toString();
    if (text.trim()) this.texts.set(`${problem}, ${this.editor.language}`, text);
  }

  private async openEditor(): Promise<void> {
    const problem = this.problem;
    if (!problem || !this.language) return;
    const turn = ++this.opening;
    const language = this.language;
    if (this.editor?.problem === problem.id && this.editor.language === language) return;
    const old = this.editor;
    if (old) {
      this.rememberText();
      await old.sync.flush().catch(() => undefined); // else it waits in this browser
    }
    let sync: DocumentSync;
    try {
      sync = await DocumentSync.open(problem.id, language, { state: (state, why) => this.showSaved(state, why) });
    } catch (error) {
      if (turn === this.opening) window.setTimeout(() => turn === this.opening && void this.openEditor(), 1500);
      return this.showSaved("stopped", (error as Error).message);
    }
    if (turn !== this.opening) return;
    old?.sync.close();
    old?.view.destroy();
    const state = sync.makeState(
      writingExtensions({
        language,
        label: `Your code for ${problem.title}`,
        writable: this.writable,
        tabKey: this.tabKey,
        extra: keymap.of([{ key: "Mod-m", run: () => (this.toggleTab(), true) }]),
      }),
    );
    fill(this.editorHost);
    const view = new EditorView({ state, parent: this.editorHost });
    this.editor = { view, sync, problem: problem.id, language };
    view.dispatch({
      effects: [
        this.writable.reconfigure(this.readOnly()),
        this.tabKey.reconfigure(this.tabIndents ? indentWithTab : keymap.of([])),
      ],
    });
    sync.attach(view);
    view.focus();
  }

  private showSaved(state: SyncState, why: string): void {
    this.saved.textContent = state === "stopped" ? `${SAVED[state]}: ${why}` : SAVED[state];
    this.saved.dataset.state = state;
  }

  private sources() {
    const file = this.languages.find((one) => one.id === this.language)?.file_name ?? "main.txt";
    return [{ name: file, content: this.editor?.view.state.doc.toString() ?? "" }];
  }

  private async run(): Promise<void> {
    const problem = this.problem;
    if (!problem || !this.editor) return;
    const own = this.customBox.open;
    const inputs = own
      ? [{ name: "own input", input: this.custom.value }]
      : problem.samples.map((sample) => ({ name: sample.name, input: sample.input, expected: sample.answer }));
    const all = inputs.length > 0 ? inputs : [{ name: "no input", input: "" }];
    const expected = own ? [] : problem.samples.map((sample) => textOf(sample.answer));
    await this.handIn("/runs", { inputs: all }, expected);
  }

  private async submit(): Promise<void> {
    await this.handIn("/submissions", {}, []);
  }

  private async handIn(path: string, more: object, expected: string[]): Promise<void> {
    if (!this.problem || !this.editor || !this.isLive || this.runButton.disabled) return;
    const body = { problem_id: this.problem.id, language: this.language, sources: this.sources(), ...more };
    if (!body.sources[0]?.content.trim()) return this.results.say("There is nothing to run yet: write something first.", "odd");
    const key = crypto.getRandomValues(new Uint32Array(4)).join("-");
    this.busy(true);
    this.results.say("Sending…", "busy");
    try {
      const accepted = await this.untilTaken(() => ask<{ id: string }>("POST", path, body, { key }));
      await this.results.follow(accepted.id, expected);
    } catch (error) {
      this.results.say((error as Error).message, "bad");
    }
    this.busy(false);
  }

  /** The same request, again and again: with its key it is one submission, however often it comes. */
  private async untilTaken<T>(send: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await send();
      } catch (error) {
        if (!(error instanceof ApiError) || !(error.isOffline || error.type === "queue-full")) throw error;
        this.results.say(error.isOffline ? "No connection: it is sent as soon as there is one" : "Many are waiting: trying again", "odd");
        await new Promise((resolve) => setTimeout(resolve, Math.max(1000, error.retryAfterMs)));
      }
    }
  }

  private busy(isBusy: boolean): void {
    this.runButton.disabled = isBusy || !this.isLive;
    this.submitButton.disabled = isBusy || !this.isLive;
  }
}
