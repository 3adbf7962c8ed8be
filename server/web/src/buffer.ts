// SPDX-License-Identifier: GPL-3.0-or-later
// What was typed and not taken yet, in the browser's own database: it outlives a lost connection, a crash and a reload.

import type { Changes } from "./api";

export interface Pending {
  document: string;
  client: string; // which edits in the log are ours
  version: number; // that `text` is of
  text: string; // as the server has it
  edits: Changes[]; // ours on top of that
}

const NAME = "assay";
const STORE = "pending";

let opened: Promise<IDBDatabase | null> | null = null;

function open(): Promise<IDBDatabase | null> {
  opened ??= new Promise((resolve) => {
    try {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "document" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null); // private windows may have none: then a reload loses what was not sent
      request.onblocked = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
  return opened;
}

async function withStore<T>(mode: IDBTransactionMode, use: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | null> {
  const database = await open();
  if (!database) return null;
  return new Promise((resolve) => {
    const request = use(database.transaction(STORE, mode).objectStore(STORE));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
  });
}

export async function keep(pending: Pending): Promise<void> {
  await withStore("readwrite", (store) => store.put(pending));
}

export async function kept(document: string): Promise<Pending | null> {
  return ((await withStore("readonly", (store) => store.get(document))) as Pending | undefined) ?? null;
}

/** Nothing of the session stays in this browser. */
export async function forgetAll(): Promise<void> {
  await withStore("readwrite", (store) => store.clear());
}
