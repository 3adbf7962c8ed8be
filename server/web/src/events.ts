// SPDX-License-Identifier: GPL-3.0-or-later
// The event log as it grows. The browser comes back by itself where a connection is lost, and is told what it missed.

import type { EngineEvent } from "./api";

export interface Listener {
  event(event: EngineEvent): void;
  /** The connection is there, or not. */
  connected(isThere: boolean): void;
  /** Events were missed that are no longer kept: the present state has to be read. */
  reset(): void;
  /** The server does not let us listen (any more). */
  refused(): void;
}

const TYPES = [
  "problem.added",
  "submission.created",
  "judgement.queued",
  "judgement.started",
  "judgement.updated",
  "judgement.done",
  "judgement.cancelled",
  "case.done",
  "queue.changed",
  "session.updated",
  "operation.updated",
  "operation.log",
  "document.edited",
];

const SILENCE_MS = 45_000; // a heartbeat comes every 30 s

export class EventLog {
  private source: EventSource | null = null;
  private last = "";
  private silence = 0;
  private retry = 0;

  constructor(private readonly listener: Listener) {}

  open(): void {
    this.source?.close();
    clearTimeout(this.retry);
    const source = new EventSource("/api/v1/events" + (this.last ? `?after=${this.last}` : ""));
    this.source = source;
    source.onopen = () => {
      this.listener.connected(true);
      this.heard();
    };
    source.onerror = () => {
      this.listener.connected(false);
      if (source.readyState === EventSource.CLOSED) this.later();
    };
    for (const type of TYPES) source.addEventListener(type, (message) => this.take(message as MessageEvent<string>));
    source.addEventListener("heartbeat", () => this.heard());
    source.addEventListener("reset", (message) => {
      this.last = (message as MessageEvent).lastEventId;
      this.heard();
      this.listener.reset();
    });
  }

  close(): void {
    this.source?.close();
    this.source = null;
    clearTimeout(this.silence);
    clearTimeout(this.retry);
  }

  private take(message: MessageEvent<string>): void {
    this.last = message.lastEventId;
    this.heard();
    this.listener.event(JSON.parse(message.data) as EngineEvent);
  }

  /** A connection that says nothing for so long is none. */
  private heard(): void {
    clearTimeout(this.silence);
    this.silence = window.setTimeout(() => {
      this.listener.connected(false);
      this.open();
    }, SILENCE_MS);
  }

  /** The browser gave up: the server may be away, or say no. */
  private later(): void {
    this.retry = window.setTimeout(() => {
      if (!this.source) return;
      this.listener.refused();
      this.open();
    }, 2000);
  }
}
