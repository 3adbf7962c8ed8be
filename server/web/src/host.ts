// SPDX-License-Identifier: GPL-3.0-or-later
// A host in a browser: logs in, sees sessions, makes one, watches it live.

import { ask, refresh, setCsrf, whoAmI, type EngineEvent, type Me, type Session } from "./api";
import { Console } from "./console";
import { byId, fill, h, timeText } from "./dom";
import { EventLog } from "./events";
import { form } from "./form";
import { newSessionForm } from "./new_session";
import { ProblemsPage } from "./problems";

const REFRESH_MS = 10 * 60_000; // a log-in's first token is good for 15 minutes

const main = byId("main");
const status = byId("connection");
const who = byId("who");

let sessions = new Map<string, Session>();
let live: Console | null = null;
let problems: ProblemsPage | null = null;
let loggedIn = false;

const log = new EventLog({
  event: take,
  connected: (isThere) => {
    byId("banner").hidden = isThere;
    fill(status, h("span", { class: `dot ${isThere ? "good" : "bad"}` }), isThere ? "Connected" : "Reconnecting");
    if (isThere) live?.backOnline();
  },
  reset: () => void reload(),
  refused: () => {
    void refresh().then((isGood) => (isGood ? undefined : checkLogIn()));
  },
});

async function checkLogIn(): Promise<void> {
  const me = await whoAmI().catch(() => undefined);
  if (me === null && loggedIn) location.reload();
}

function take(event: EngineEvent): void {
  if (event.type === "session.updated") {
    const session = event.data as Session;
    sessions.set(session.id, session);
    if (live?.id === session.id) live.update(session);
    else if (document.body.dataset.screen === "sessions") showSessions();
  } else {
    live?.take(event);
    problems?.take(event);
  }
}

async function reload(): Promise<void> {
  const list = await ask<{ sessions: Session[] }>("GET", "/sessions");
  sessions = new Map(list.sessions.map((session) => [session.id, session]));
  route();
}

function logInScreen(): void {
  document.body.dataset.screen = "login";
  const name = h("input", { id: "name", autocomplete: "username", autofocus: true });
  const password = h("input", { id: "password", type: "password", autocomplete: "current-password" });
  const card = form(
    {
      button: "Log in",
      send: async () => {
        const body = { name: name.value, password: password.value, cookies: true };
        setCsrf((await ask<{ csrf: string }>("POST", "/auth/login", body)).csrf);
        await open();
      },
      explain: (error) => (error.status === 401 ? "That name and password do not go together." : null),
      hints: [
        h("p", { class: "faint" }, "No account yet? On the engine's computer: ", h("code", {}, "assayd account add NAME"), "."),
        h("p", { class: "faint" }, h("a", { href: "/" }, "I have a code to join")),
      ],
    },
    h("h1", {}, "Log in as a host"),
    h("label", { for: "name" }, "Name"),
    name,
    h("label", { for: "password" }, "Password"),
    password,
  );
  fill(main, card);
  name.focus();
}

function route(): void {
  const id = location.hash.slice(1);
  const session = sessions.get(id);
  if (session && live?.id === id) return live.update(session);
  live?.close();
  live = null;
  if (id === "problems" && problems) return;
  problems = null;
  if (id === "problems") {
    document.body.dataset.screen = "problems";
    problems = new ProblemsPage();
    fill(main, problems.element);
    void problems.start();
  } else if (id === "new") {
    document.body.dataset.screen = "new";
    fill(main, newSessionForm((made) => (location.hash = made)));
  } else if (session) {
    document.body.dataset.screen = "live";
    live = new Console(session);
    fill(main, live.element);
    void live.start();
  } else {
    showSessions();
  }
}

function showSessions(): void {
  document.body.dataset.screen = "sessions";
  const newButton = h("button", { class: "primary", onclick: () => (location.hash = "new") }, "New session");
  const rows = [...sessions.values()].filter((session) => session.state !== "purged");
  if (rows.length === 0) {
    fill(
      main,
      h("div", { class: "card" }, h("h1", {}, "No sessions yet"), h("p", {}, "Make one: it takes a title, a name and a problem."), newButton, " ", h("a", { href: "#problems" }, "Problems")),
    );
    return;
  }
  fill(
    main,
    h(
      "div",
      { class: "page" },
      h("div", { class: "bar" }, h("h1", {}, "Sessions"), h("a", { href: "#problems" }, "Problems"), newButton),
      h(
        "table",
        { class: "sessions" },
        h("thead", {}, h("tr", {}, ["Session", "State", "Starts", "People"].map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, rows.map(sessionRow)),
      ),
    ),
  );
}

function sessionRow(session: Session): HTMLElement {
  const people = session.participants.map((one) => one.name + (one.joined ? " ✓" : "")).join(", ");
  return h(
    "tr",
    {},
    h("td", {}, h("a", { href: `#${session.id}` }, session.title || "(no title)")),
    h("td", {}, h("span", { class: `state ${session.state}` }, session.state.replace("_", " "))),
    h("td", {}, timeText(session.starts_at) || "when somebody starts it"),
    h("td", {}, people),
  );
}

async function open(): Promise<void> {
  let me: Me | null;
  try {
    me = await whoAmI();
    if (!me && (await refresh())) me = await whoAmI();
  } catch {
    fill(main, h("div", { class: "card" }, h("h1", {}, "The server cannot be reached"), h("p", {}, "It is tried again in a moment.")));
    window.setTimeout(() => void open(), 2000);
    return;
  }
  if (!me?.account) return logInScreen();
  loggedIn = true;
  fill(
    who,
    `${me.account.name} (${me.account.role}) `,
    h("button", { onclick: () => void ask("POST", "/auth/logout", { cookies: true }).finally(() => location.reload()) }, "Log out"),
  );
  window.setInterval(() => void refresh(), REFRESH_MS);
  log.open();
  await reload();
}

window.addEventListener("hashchange", route);
void open();
