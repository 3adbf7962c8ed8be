// SPDX-License-Identifier: GPL-3.0-or-later
// What was typed and not taken yet, in the browser's own database: it outlives a lost connection, a crash and a reload.
// Each tab keeps its own, and nobody takes up what another tab still holds.

import type { Changes } from "./api";

export interface Pending {
  client: string; // which edits in the log are this tab's
  document: string;
  version: number; // that `text` is of
  text: string; // as the server has it
  edits: Changes[]; // ours on top of that
}

const NAME = "assay";
const STORE = "pending";
const VERSION = 2;

let opened: Promise<IDBDatabase | null> | null = null;

function open(): Promise<IDBDatabase | null> {
  opened ??= new Promise((resolve) => {
    try {
      const request = indexedDB.open(NAME, VERSION);
      request.onupgradeneeded = () => {
        if (request.result.objectStoreNames.contains(STORE)) request.result.deleteObjectStore(STORE);
        request.result.createObjectStore(STORE, { keyPath: "client" });
      };
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

/** Holds a name for as long as this tab lives; false: another tab holds it. Where pages have no locks (plain HTTP from another
 * computer) nobody is asked. */
async function hold(client: string): Promise<boolean> {
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return true;
  return new Promise((resolve) => {
    void locks.request(`assay ${client}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock ? new Promise(() => undefined) : undefined;
    });
  });
}

export async function keep(pending: Pending): Promise<void> {
  await withStore("readwrite", (store) => store.put(pending));
}

/** What a tab that is gone has left of this document, or a fresh start. */
export async function takeUp(fresh: Omit<Pending, "client">): Promise<Pending> {
  const all = ((await withStore("readonly", (store) => store.getAll())) ?? []) as Pending[];
  for (const left of all) {
    if (left.document !== fresh.document || !(await hold(left.client))) continue;
    if (left.edits.length > 0 && left.version <= fresh.version) return left;
    await withStore("readwrite", (store) => store.delete(left.client)); // all of it was sent
  }
  const client = crypto.getRandomValues(new Uint32Array(4)).join("-");
  await hold(client);
  return { ...fresh, client };
}

/** Nothing of the session stays in this browser. */
export async function forgetAll(): Promise<void> {
  await withStore("readwrite", (store) => store.clear());
}
