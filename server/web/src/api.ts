// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's API, as a page of its own server asks it: by cookie, showing the word that only such pages know.

export type Bytes = string | { base64: string };

export interface Problem {
  id: string;
  short_name: string;
  title: string;
  cpu_limit_ms: number;
  memory_limit_bytes: number;
  statement_languages: string[];
  samples: { name: string; input: Bytes; answer: Bytes }[];
  secret_case_count: number;
}

export interface Language {
  id: string;
  name: string;
  available: boolean;
  file_name: string;
}

export interface Rules {
  problems: { id: string }[];
  languages: { id: string }[];
  feedback: "full" | "verdict-only" | "after-close" | "hidden";
}

export interface OwnSession {
  id: string;
  participant_id: string;
  name: string;
  title: string;
  state: string;
  starts_at: string | null;
  ends_at: string | null;
  own_length_ms: number | null; // from when they begin
  began: string | null;
  over: boolean; // their time, while the session goes on
  purge_at: string | null;
  consented: boolean;
  rules: Rules;
  companions: { name: string; role: string; joined: boolean }[];
}

export interface Session {
  id: string;
  title: string;
  state: string;
  created: string;
  starts_at: string | null;
  closes_at: string | null;
  purge_at: string | null;
  length_ms: number | null;
  own_length_ms: number | null;
  failure: string;
  rules: Rules;
  participants: Participant[];
}

export interface Participant {
  id: string;
  name: string;
  role: string;
  joined: string | null;
  consented: string | null;
  began: string | null;
}

export interface CaseRun {
  ordinal: number;
  name: string;
  state: string;
  verdict: string | null;
  cpu_us: number;
  memory_bytes: number;
  reason: string;
  exit_code: number;
  signal: number;
  output: Bytes;
  error_output: Bytes;
  output_cut: boolean;
}

export interface Judgement {
  id: string;
  submission_id: string;
  state: string;
  verdict: string | null;
  points: { earned: number; most: number | null } | null;
  compile: { ok: boolean; cached: boolean; output: string } | null;
  cases: CaseRun[];
  queued: string;
  ended: string | null;
}

export interface Submission {
  id: string;
  problem_id: string | null;
  participant_id?: string | null;
  language: string;
  purpose: "run" | "submit";
  created: string;
}

export interface Judged {
  submission: Submission;
  judgement: Judgement;
}

export interface TextDocument {
  id: string;
  session_id: string;
  participant_id: string;
  problem_id: string;
  language: string;
  version: number;
  text: string;
}

export type Changes = (number | [number, ...string[]])[];

export interface Edit {
  document_id: string;
  participant_id: string;
  problem_id: string;
  language: string;
  version: number;
  client: string;
  changes: Changes;
}

export interface EngineEvent {
  seq: number;
  time: string;
  type: string;
  data: unknown;
}

/** What the server says is wrong (RFC 9457). `status` 0: it could not be asked. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    message: string,
    readonly retryAfterMs: number,
  ) {
    super(message);
  }
  get isOffline(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 504;
  }
}

let csrf = "";
let refreshing: Promise<boolean> | null = null;

/** The word that goes with the cookie. */
export function setCsrf(word: string): void {
  csrf = word;
}

export interface Asked {
  key?: string; // Idempotency-Key
  signal?: AbortSignal;
}

export async function ask<T>(method: string, path: string, body?: unknown, more: Asked = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json", "X-CSRF-Token": csrf };
  const isFile = body instanceof Blob;
  if (body !== undefined) headers["Content-Type"] = isFile ? "application/octet-stream" : "application/json";
  if (more.key) headers["Idempotency-Key"] = more.key;
  let response: Response;
  try {
    response = await fetch("/api/v1" + path, {
      method,
      headers,
      body: body === undefined ? null : isFile ? body : JSON.stringify(body),
      credentials: "same-origin",
      signal: more.signal ?? AbortSignal.timeout(isFile ? 1_200_000 : 20_000),
    });
  } catch {
    throw new ApiError(0, "offline", "the server cannot be reached", 1000);
  }
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  let parsed: unknown = null;
  try {
    parsed = JSON.parse(text);
  } catch {
    // What is no JSON is not from this server.
  }
  if (response.ok) return parsed as T;
  const problem = (parsed ?? {}) as { type?: string; detail?: string; title?: string };
  const wait = Number(response.headers.get("Retry-After") ?? "1") * 1000;
  throw new ApiError(
    response.status,
    (problem.type ?? "").replace("urn:assay:error:", ""),
    problem.detail || problem.title || `HTTP ${response.status}`,
    wait,
  );
}

/** Another pair of cookies for an account's log-in. One at a time: a refresh token is good once. */
export function refresh(): Promise<boolean> {
  refreshing ??= ask<{ csrf: string }>("POST", "/auth/refresh", { cookies: true })
    .then(({ csrf: word }) => {
      setCsrf(word);
      return true;
    })
    .catch(() => false)
    .finally(() => (refreshing = null));
  return refreshing;
}

export interface Me {
  csrf?: string;
  participant_id?: string;
  account?: { id: string; name: string; role: string };
}

/** Who this browser is; nothing: nobody yet. */
export async function whoAmI(): Promise<Me | null> {
  try {
    const me = await ask<Me>("GET", "/auth/me");
    setCsrf(me.csrf ?? "");
    return me;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

export function textOf(bytes: Bytes): string {
  if (typeof bytes === "string") return bytes;
  return Array.from(atob(bytes.base64), (c) => (c < " " || c > "~" ? "\u{FFFD}" : c)).join("");
}
