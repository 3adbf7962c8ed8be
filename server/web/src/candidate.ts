// SPDX-License-Identifier: GPL-3.0-or-later
// A candidate in a browser: joins by code, agrees, waits, works, is done.

import { ApiError, ask, setCsrf, whoAmI, type EngineEvent, type Language, type OwnSession } from "./api";
import { forgetAll } from "./buffer";
import { byId, clockText, fill, h, timeText } from "./dom";
import { EventLog } from "./events";
import { form } from "./form";
import { notice, ownTimeSaid } from "./notice";
import { Workspace } from "./workspace";

const main = byId("main");
const status = byId("connection");
const timer = byId("timer");
const title = byId("title");

let session: OwnSession | null = null;
let languages: Language[] = [];
let workspace: Workspace | null = null;
let screen = "";
let offlineSince = 0;
let askedAt = 0;

const log = new EventLog({
  event: take,
  connected: (isThere) => {
    if (isThere && offlineSince) {
      offlineSince = 0;
      void refreshSession();
      workspace?.backOnline();
    } else if (!isThere && !offlineSince) {
      offlineSince = Date.now();
    }
    showConnection();
  },
  reset: () => void refreshSession().then(() => workspace?.backOnline()),
  refused: () => {
    whoAmI().then(
      (me) => me ?? location.reload(),
      () => undefined, // still away
    );
  },
});

function take(event: EngineEvent): void {
  if (event.type === "session.updated") {
    session = event.data as OwnSession;
    route();
  } else {
    workspace?.take(event);
  }
}

async function refreshSession(): Promise<void> {
  try {
    session = await ask<OwnSession>("GET", "/session");
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 401)) gone();
    return; // else the log comes back, and this is asked again
  }
  route();
}

function showConnection(): void {
  if (!session) return;
  document.body.classList.toggle("offline", offlineSince > 0);
  if (offlineSince === 0) {
    fill(status, h("span", { class: "dot good" }), "Connected");
    return;
  }
  fill(status, h("span", { class: "dot bad" }), "Reconnecting, nothing lost");
}

function showTime(): void {
  if (offlineSince) showOffline();
  const ends = session?.ends_at ? Date.parse(session.ends_at) : 0;
  if (!session || !ends || mayNotYetBegin(session)) {
    timer.textContent = "";
    return;
  }
  if (session.state === "live" && !session.over && Date.now() >= ends) askWhetherOver();
  timer.textContent = session.state === "paused" ? "Paused" : clockText(ends - Date.now());
  timer.classList.toggle("soon", ends - Date.now() < 5 * 60_000);
}

/** By the server's clock: this one may be fast. */
function askWhetherOver(): void {
  if (Date.now() - askedAt < 5000 || offlineSince) return;
  askedAt = Date.now();
  void refreshSession();
}

function showOffline(): void {
  const banner = byId("banner");
  banner.hidden = offlineSince === 0;
  banner.textContent = `Reconnecting, nothing lost: what you type is kept in this browser (${clockText(Date.now() - offlineSince)})`;
}

setInterval(() => {
  byId("banner").hidden = offlineSince === 0;
  showTime();
}, 500);

function show(name: string, ...content: (Node | null)[]): void {
  screen = name;
  document.body.dataset.screen = name;
  fill(main, content);
  main.querySelector<HTMLElement>("[autofocus]")?.focus();
}

function route(): void {
  if (!session) return joinScreen("");
  title.textContent = session.title;
  document.title = `${session.title} – Assay`;
  showConnection();
  showTime();
  if (session.state === "purged") return gone();
  if (["ended", "in_review", "finalized", "cancelled"].includes(session.state)) return finished();
  if (session.over) return finished();
  if (!session.consented) return consentScreen();
  if (mayNotYetBegin(session)) return lobby();
  work();
}

/** Whether the clock stands: the session has not begun, or their own time has not. */
function mayNotYetBegin(one: OwnSession): boolean {
  return !["live", "paused"].includes(one.state) || (one.own_length_ms !== null && !one.began);
}

function joinScreen(message: string): void {
  const code = h("input", {
    id: "code",
    autofocus: true,
    autocomplete: "off",
    spellcheck: "false",
    autocapitalize: "characters",
    value: new URLSearchParams(location.search).get("code") ?? "",
  });
  const card = form(
    {
      button: "Join",
      send: async () => {
        const joined = await ask<{ csrf: string; session: OwnSession }>("POST", "/auth/join", { code: code.value, cookies: true });
        setCsrf(joined.csrf);
        history.replaceState(null, "", "/");
        session = joined.session;
        await begin();
      },
      explain: (error) =>
        error.status === 404
          ? "This code is not good: look at it once more, or ask the host for a new one. Each is good once."
          : null,
      hints: [
        h("p", { class: "faint" }, "The host gave it to you, for example ", h("code", {}, "ABCD-EFGH"), "."),
        h("p", { class: "faint" }, h("a", { href: "/host" }, "I am the host")),
      ],
    },
    h("h1", {}, "Join a session"),
    message ? h("p", { role: "status" }, message) : null,
    h("label", { for: "code" }, "Your code"),
    code,
  );
  show("join", card);
}

function consentScreen(): void {
  if (screen === "consent" || !session) return;
  const error = h("p", { class: "error", role: "alert" });
  const agree = h(
    "button",
    {
      class: "primary",
      autofocus: true,
      onclick: () => {
        ask<OwnSession>("POST", "/session:consent")
          .then((answer) => {
            session = answer;
            route();
          })
          .catch((caught: ApiError) => (error.textContent = caught.message));
      },
    },
    "Agree and go on",
  );
  const leaveButton = h("button", { onclick: () => void leave() }, "Leave");
  show(
    "consent",
    h(
      "div",
      { class: "card wide" },
      h("h1", {}, `Hello, ${session.name}`),
      h("p", {}, "Read this first. Nothing is recorded before you agree."),
      notice(session, languages),
      error,
      h("div", { class: "buttons" }, agree, leaveButton),
      h("p", { class: "faint" }, "If you would rather do it another way, leave, and tell the host."),
    ),
  );
}

function lobby(): void {
  if (!session) return;
  const isOpen = session.own_length_ms !== null && session.state === "live";
  const others = session.companions.filter((one) => one.joined).map((one) => one.name);
  show(
    "lobby",
    h(
      "div",
      { class: "card wide" },
      h("h1", {}, isOpen ? "You may begin" : "You are in"),
      h("p", { class: "big", role: "status" }, "Your clock has not started."),
      h("p", {}, isOpen ? ownTimeSaid(session) : whenItBegins(session)),
      isOpen ? beginButton() : null,
      h("p", { class: "faint" }, others.length > 0 ? `Here as well: ${others.join(", ")}.` : "Nobody else is here yet."),
      h("details", {}, h("summary", {}, "What is recorded"), notice(session, languages)),
    ),
  );
}

function whenItBegins(one: OwnSession): string {
  const then = one.own_length_ms === null ? "It begins when the host starts it." : "You may begin from then on, when it suits you.";
  return one.starts_at ? `The session is planned for ${timeText(one.starts_at)}. ${then}` : "The session begins when the host starts it.";
}

function beginButton(): HTMLElement {
  const error = h("p", { class: "error", role: "alert" });
  const send = () =>
    ask<OwnSession>("POST", "/session:begin")
      .then((answer) => {
        session = answer;
        route();
      })
      .catch((caught: ApiError) => (error.textContent = caught.message));
  return h("div", {}, h("div", { class: "buttons" }, h("button", { class: "primary", onclick: () => void send() }, "Begin my time")), error);
}

function work(): void {
  if (!session) return;
  if (!workspace) {
    workspace = new Workspace(session, languages);
    show("work", workspace.element);
    void workspace.start();
  } else if (screen !== "work") {
    show("work", workspace.element);
  }
  workspace.update(session);
}

function finished(): void {
  if (screen === "finished" || !session) return;
  const ended = workspace;
  workspace = null;
  const copy = ended?.ownCopy() ?? "";
  ended?.close();
  void forgetAll();
  const over = session.state === "cancelled" ? "The session does not take place." : session.over ? "Your time is over." : "The session is over.";
  show(
    "finished",
    h(
      "div",
      { class: "card wide" },
      h("h1", {}, over),
      h("p", {}, "Thank you. You can close this tab."),
      copy ? h("div", { class: "buttons" }, h("button", { onclick: () => download(copy) }, "Save a copy of what I wrote")) : null,
      h("details", {}, h("summary", {}, "What was recorded"), notice(session, languages)),
    ),
  );
}

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  h("a", { href: url, download: "my-work.txt" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function gone(): void {
  session = null;
  log.close();
  workspace?.close();
  workspace = null;
  void forgetAll();
  joinScreen("The session is gone, and all that was recorded of it.");
}

async function leave(): Promise<void> {
  await ask("POST", "/auth/logout", { cookies: true }).catch(() => undefined);
  location.reload();
}

async function begin(): Promise<void> {
  languages = (await ask<{ languages: Language[] }>("GET", "/engine")).languages;
  log.open();
  await refreshSession();
}

async function open(): Promise<void> {
  try {
    const me = await whoAmI();
    if (!me?.participant_id || new URLSearchParams(location.search).has("code")) return joinScreen("");
    await begin();
  } catch {
    show("away", h("div", { class: "card" }, h("h1", {}, "The server cannot be reached"), h("p", {}, "It is tried again in a moment.")));
    setTimeout(() => void open(), 2000);
  }
}

void open();
