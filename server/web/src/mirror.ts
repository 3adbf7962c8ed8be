// SPDX-License-Identifier: GPL-3.0-or-later
// A candidate's document as a host sees it: each edit as it comes, in order.

import { ChangeSet } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { ask, type Edit, type TextDocument } from "./api";
import { readingExtensions } from "./editor";

export class Mirror {
  readonly view: EditorView;
  private version: number;
  private catchingUp = false;

  constructor(
    readonly document: TextDocument,
    parent: HTMLElement,
    label: string,
  ) {
    this.version = document.version;
    this.view = new EditorView({ doc: document.text, extensions: readingExtensions(document.language, label, []), parent });
  }

  heard(edit: Edit): void {
    if (edit.version === this.version + 1 && !this.catchingUp) this.apply(edit);
    else if (edit.version > this.version) void this.catchUp();
  }

  async catchUp(): Promise<void> {
    if (this.catchingUp) return;
    this.catchingUp = true;
    try {
      const { edits } = await ask<{ edits: Edit[] }>("GET", `/documents/${this.document.id}/edits?after=${this.version}`);
      for (const edit of edits) this.apply(edit);
    } catch {
      // The next edit, or the next connection, tries again.
    }
    this.catchingUp = false;
  }

  close(): void {
    this.view.destroy();
  }

  private apply(edit: Edit): void {
    if (edit.version !== this.version + 1) return;
    this.version = edit.version;
    this.view.dispatch({ changes: ChangeSet.fromJSON(edit.changes) });
  }
}
