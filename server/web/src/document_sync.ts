// SPDX-License-Identifier: GPL-3.0-or-later
// A document that is typed here and kept by the engine: changes go there in order, what others changed comes in between, and
// what could not be sent yet waits in the browser.

import { collab, getClientID, getSyncedVersion, receiveUpdates, sendableUpdates } from "@codemirror/collab";
import { ChangeSet, EditorState, Text, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { ApiError, ask, type Changes, type Edit, type TextDocument } from "./api";
import { keep, takeUp, type Pending } from "./buffer";

const SEND_AFTER_MS = 250;
const MOST_AT_ONCE = 500;

export type SyncState = "saved" | "sending" | "waiting" | "stopped";

export interface SyncListener {
  state(state: SyncState, why: string): void;
}

export class DocumentSync {
  private view: EditorView | null = null;
  private synced: Text; // what the engine has, at `version`
  private version: number;
  private timer = 0;
  private busy = false;
  private again = false;
  private closed = false;
  private isWaiting = false; // the last try did not work
  private isStopped = false; // and another one would not, before something changes

  private constructor(
    readonly document: TextDocument,
    private readonly pending: Pending,
    private readonly listener: SyncListener,
  ) {
    this.synced = Text.of(pending.text.split("\n"));
    this.version = pending.version;
  }

  /** The document as it is, with what is still waiting in this browser. */
  static async open(problem: string, language: string, listener: SyncListener): Promise<DocumentSync> {
    const document = await ask<TextDocument>("POST", "/documents", { problem_id: problem, language });
    const pending = await takeUp({ document: document.id, version: document.version, text: document.text, edits: [] });
    return new DocumentSync(document, pending, listener);
  }

  makeState(extensions: Extension): EditorState {
    let state = EditorState.create({
      doc: this.synced,
      extensions: [collab({ startVersion: this.version, clientID: this.pending.client }), extensions, this.watch()],
    });
    for (const changes of this.pending.edits) state = state.update({ changes: ChangeSet.fromJSON(changes) }).state;
    return state;
  }

  attach(view: EditorView): void {
    this.view = view;
    if (sendableUpdates(view.state).length > 0 || this.version < this.document.version) this.soon(0);
    else this.listener.state("saved", "");
  }

  /** Everything that was typed is with the engine, or an error says why not. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    while (this.view && sendableUpdates(this.view.state).length > 0) await this.push();
  }

  /** An edit of this document, of whoever: ours come as well. */
  heard(edit: Edit): void {
    if (edit.version > this.version) this.soon(edit.client === this.pending.client ? SEND_AFTER_MS : 0);
  }

  /** After the connection was away. */
  retry(): void {
    this.soon(0);
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.view = null;
  }

  private watch(): Extension {
    return EditorView.updateListener.of((update) => {
      if (!update.docChanged) return;
      void this.store();
      if (sendableUpdates(update.state).length === 0) return;
      if (!this.isWaiting) this.listener.state("sending", "");
      this.soon(SEND_AFTER_MS);
    });
  }

  private async store(): Promise<void> {
    if (!this.view) return;
    await keep({
      ...this.pending,
      version: this.version,
      text: this.synced.toString(),
      edits: sendableUpdates(this.view.state).map((update) => update.changes.toJSON() as Changes),
    });
  }

  private soon(ms: number): void {
    if (this.closed) return;
    if (this.busy) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.run(), ms);
  }

  private async run(): Promise<void> {
    if (this.busy || this.closed) return;
    this.busy = true;
    this.again = false;
    let next = -1;
    try {
      await this.push();
      this.isWaiting = false;
      if (this.view && sendableUpdates(this.view.state).length === 0) this.listener.state("saved", "");
    } catch (error) {
      const known = error instanceof ApiError ? error : new ApiError(0, "", String(error), 1000);
      const goesOn = known.isOffline || known.status >= 500 || known.status === 429;
      this.isWaiting = true;
      this.listener.state(goesOn ? "waiting" : "stopped", known.message);
      if (goesOn) next = Math.max(1000, known.retryAfterMs);
    }
    this.busy = false;
    if (this.again) next = next < 0 ? 0 : next;
    if (next < 0 && this.view && sendableUpdates(this.view.state).length > 0 && !this.isStopped) next = SEND_AFTER_MS;
    if (next >= 0) this.soon(next);
  }

  /** Sends what there is; what the engine has more than we do is taken in first. */
  private async push(): Promise<void> {
    for (let tries = 0; this.view && tries < 10; ++tries) {
      const updates = sendableUpdates(this.view.state).slice(0, MOST_AT_ONCE);
      if (updates.length === 0) return this.pull();
      if (!this.isWaiting) this.listener.state("sending", "");
      try {
        await ask("POST", `/documents/${this.document.id}/edits`, {
          version: getSyncedVersion(this.view.state),
          edits: updates.map((update) => ({
            client: getClientID(this.view!.state),
            changes: update.changes.toJSON() as Changes,
          })),
        });
      } catch (error) {
        this.isStopped = error instanceof ApiError && error.status === 403;
        if (!(error instanceof ApiError) || error.type !== "version-conflict") throw error;
        await this.pull();
        continue;
      }
      this.isStopped = false;
      this.take(updates.map((update) => ({ clientID: getClientID(this.view!.state), changes: update.changes })));
      return;
    }
  }

  private async pull(): Promise<void> {
    if (!this.view) return;
    const { edits } = await ask<{ edits: Edit[] }>(
      "GET",
      `/documents/${this.document.id}/edits?after=${getSyncedVersion(this.view.state)}`,
    );
    if (edits.length > 0)
      this.take(edits.map((edit) => ({ clientID: edit.client, changes: ChangeSet.fromJSON(edit.changes) })));
  }

  private take(updates: { clientID: string; changes: ChangeSet }[]): void {
    if (!this.view) return;
    for (const update of updates) this.synced = update.changes.apply(this.synced);
    this.version = getSyncedVersion(this.view.state) + updates.length;
    this.view.dispatch(receiveUpdates(this.view.state, updates));
    void this.store();
  }
}
