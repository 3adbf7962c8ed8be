// SPDX-License-Identifier: GPL-3.0-or-later
// An interview in two real browsers: a candidate who joins, agrees, writes, runs and submits, and a host who looks on.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { picture, sleep, startBrowser, startLine, startServer, until } from "./serving.mjs";

const CUT_MS = 20_000;
const CODE = "import sys\nprint(sum(int(x) for x in sys.stdin.read().split()))\n";

let server, line, browser, candidate, host;

before(async () => {
  server = await startServer();
  line = await startLine(server.port);
  browser = await startBrowser();
  candidate = await browser.person(line.url);
  host = await browser.person(server.url, { colorScheme: "dark" });
});

after(async () => {
  await browser?.stop();
  await line?.stop();
  await server?.stop();
});

/** What is typed goes in key by key, as a person's does; CodeMirror indents and closes brackets by itself. */
async function write(page, text) {
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(text);
}

const textIn = (page) => page.locator(".editor .cm-line").allInnerTexts().then((lines) => lines.join("\n").replaceAll("\u200b", ""));
const documentOf = async () => (await server.json("GET", `/sessions/${server.said.session}/documents`)).documents[0];

test("a host logs in and opens the session", async () => {
  await host.goto("/host");
  await host.getByLabel("Name").fill(server.said.account);
  await host.getByLabel("Password").fill("wrong");
  await host.getByRole("button", { name: "Log in" }).click();
  await host.getByText("do not go together").waitFor();
  await host.getByLabel("Password").fill(server.said.password);
  await host.getByRole("button", { name: "Log in" }).click();
  await host.getByRole("link", { name: "Development" }).waitFor();
  await picture(host, "host-sessions");
  await host.getByRole("link", { name: "Development" }).click();
  await host.getByText("Nothing handed in yet").waitFor();
  await host.locator(".state.ready").waitFor();
});

test("a candidate joins by code, and agrees before anything is recorded", async () => {
  await candidate.goto("/");
  await candidate.getByLabel("Your code").fill("AAAA-BBBB");
  await candidate.getByRole("button", { name: "Join" }).click();
  await candidate.getByText("This code is not good").waitFor();
  await picture(candidate, "join");
  await candidate.getByLabel("Your code").fill(server.said.code);
  await candidate.getByRole("button", { name: "Join" }).click();
  await candidate.getByRole("heading", { name: "What is recorded", exact: true }).waitFor();
  await candidate.getByText("Hosts see it as you type").waitFor();
  await picture(candidate, "consent");
  await candidate.getByRole("button", { name: "Agree and go on" }).click();
  await candidate.getByText("Your clock has not started").waitFor();
  await picture(candidate, "lobby");
  await host.getByText("candidate, has agreed").waitFor();
});

test("the host starts it, and sees what is typed as it is typed", async () => {
  await host.getByRole("button", { name: "Start", exact: true }).click();
  await candidate.locator(".cm-content").waitFor();
  await candidate.getByRole("tab").first().waitFor();
  await candidate.getByLabel("Language").selectOption("python");
  await write(candidate, "print('hello')\n");
  await candidate.getByText("Saved", { exact: true }).waitFor();
  await until(async () => (await textIn(host)).includes("print('hello')"), "the host sees it");
  await candidate.keyboard.insertText("# more\n");
  await until(async () => (await textIn(host)).includes("# more"), "and what comes behind it");
  await picture(host, "host-live");
});

test("a run of the samples shows where the output is another", async () => {
  await candidate.keyboard.press("Control+Enter");
  await candidate.getByRole("heading", { name: /Wrong answer/ }).waitFor();
  await candidate.getByText(/First difference: line 1/).first().waitFor();
  await picture(candidate, "wrong-answer");
  await host.locator("td.bad", { hasText: "Wrong answer" }).waitFor();
});

test("own input", async () => {
  await write(candidate, "print(input()[::-1])\n");
  await candidate.keyboard.press("Control+'");
  await candidate.getByLabel("Own input").fill("abc def\n");
  await candidate.getByRole("button", { name: "Run", exact: true }).click();
  await candidate.locator(".details pre", { hasText: "fed cba" }).waitFor();
  await candidate.keyboard.press("Control+'");
});

test("a page's WebSocket: its cookie lets it in, requests are answered, events come", async () => {
  const told = await candidate.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`ws://${location.host}/api/v1/socket`);
        const messages = [];
        socket.onerror = () => reject(new Error("no socket"));
        socket.onclose = (event) => reject(new Error(`closed: ${event.code} ${event.reason}`));
        socket.onmessage = ({ data }) => {
          const message = JSON.parse(data);
          messages.push(message);
          if (message.type === "hello") socket.send(JSON.stringify({ id: 1, method: "GET", path: "/api/v1/session" }));
          if (message.id === 1) socket.send(JSON.stringify({ id: 2, method: "GET", path: "/api/v1/sessions" }));
          if (message.id === 2) resolve(messages);
        };
      }),
  );
  assert.deepEqual(told.map(({ type, status }) => [type, status]), [["hello", undefined], ["reply", 200], ["reply", 403]]);
  assert.equal(told[1].body.state, "live");
});

test("nothing typed is lost while the line is cut for 20 s", async () => {
  await write(candidate, "# before\n");
  await candidate.getByText("Saved", { exact: true }).waitFor();
  line.cut();
  const began = Date.now();
  await candidate.getByText("Reconnecting, nothing lost").first().waitFor();
  await write(candidate, CODE);
  await candidate.keyboard.press("Control+End");
  for (const word of ["# typed ", "while ", "cut"]) await candidate.keyboard.type(word, { delay: 20 });
  await candidate.getByText("Not sent yet: kept in this browser").waitFor();
  await picture(candidate, "cut");
  assert.equal((await documentOf()).text, "# before\n"); // the engine knows nothing of it yet
  await sleep(Math.max(0, CUT_MS - (Date.now() - began)));
  line.mend();
  await until(async () => (await documentOf()).text === CODE + "# typed while cut", "the engine has it");
  await candidate.locator("#banner").waitFor({ state: "hidden" });
  await until(async () => (await textIn(host)).includes("# typed while cut"), "the host sees it");
});

test("a reload while the line is cut loses nothing either", async () => {
  await candidate.locator(".cm-content").click();
  await candidate.keyboard.press("Control+End");
  line.cut();
  await candidate.keyboard.type("!");
  await candidate.getByText("Not sent yet").waitFor();
  line.mend();
  await candidate.reload();
  await candidate.locator(".cm-content").waitFor();
  await until(async () => (await documentOf()).text === CODE + "# typed while cut!", "it came from the browser's own store");
  assert.equal(await textIn(candidate), CODE + "# typed while cut!");
});

test("two tabs of one candidate: neither loses what it types, nor takes the other's for its own", async () => {
  const second = await candidate.context().newPage();
  await second.goto("/");
  await second.locator(".cm-content").waitFor();
  line.cut(); // each has something that is not sent when the other's comes in
  for (const [page, word] of [[candidate, "# first tab\n"], [second, "# second tab\n"]]) {
    await page.bringToFront();
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.insertText(word);
    await page.getByText("Not sent yet").waitFor();
  }
  line.mend();
  const whole = (text) => text.includes("# first tab\n") && text.includes("# second tab\n") && text.endsWith(CODE + "# typed while cut!");
  await until(async () => whole((await documentOf()).text), "the engine has both");
  for (const page of [candidate, second]) {
    await page.bringToFront();
    await until(async () => (await textIn(page)) === (await documentOf()).text, "both tabs have what the engine has");
  }
  assert.equal((await documentOf()).text.match(/# first tab/g).length, 1);
  await second.close();
  await candidate.bringToFront();
});

test("a submission: live progress, the verdict, and the host sees it", async () => {
  const said = candidate.locator(".said");
  await candidate.evaluate(() => {
    window.saidSoFar = [];
    new MutationObserver(() => window.saidSoFar.push(document.querySelector(".said").textContent)).observe(
      document.querySelector(".said"), { childList: true, characterData: true, subtree: true });
  });
  await candidate.keyboard.press("Control+Shift+Enter");
  await said.filter({ hasText: /✓|✗/ }).waitFor();
  const steps = await candidate.evaluate(() => window.saidSoFar);
  assert.ok(steps.some((step) => /Queued|Compiling|Test \d+ of \d+/.test(step)), steps.join(" | "));
  await picture(candidate, "submitted");
  await host.locator("tr", { hasText: "Submission" }).locator("td.good, td.bad").first().waitFor();
  await picture(host, "host-submissions");
});

test("a pause makes it read-only, and goes over", async () => {
  await host.getByRole("button", { name: "Pause" }).click();
  await candidate.getByText("Paused: your time stands still").waitFor();
  assert.equal(await candidate.getByRole("button", { name: "Submit" }).isDisabled(), true);
  await host.getByRole("button", { name: "Resume" }).click();
  await candidate.locator("#submit:enabled").waitFor();
});

test("the end: the candidate keeps their own copy, the host finalizes and purges", async () => {
  host.on("dialog", (dialog) => dialog.accept());
  await host.getByRole("button", { name: "End", exact: true }).click();
  await candidate.getByRole("heading", { name: "The session is over." }).waitFor();
  const [download] = await Promise.all([
    candidate.waitForEvent("download"),
    candidate.getByRole("button", { name: "Save a copy" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "my-work.txt");
  await picture(candidate, "finished");
  const left = await candidate.evaluate(
    () => new Promise((resolve) => {
      const open = indexedDB.open("assay");
      open.onsuccess = () => {
        const all = open.result.transaction("pending").objectStore("pending").getAll();
        all.onsuccess = () => resolve(all.result.length);
      };
    }),
  );
  assert.equal(left, 0, "nothing of it stays in the browser");
  await host.getByRole("button", { name: "Review" }).click();
  await host.getByRole("button", { name: "Finalize" }).click();
  await host.locator(".state.finalized").waitFor();
  await host.getByRole("button", { name: "Purge" }).click();
  await host.waitForURL(/#/);
  await until(async () => (await server.json("GET", `/sessions/${server.said.session}`)).state === "purged", "it is purged");
  await candidate.reload();
  await candidate.getByRole("heading", { name: "Join a session" }).waitFor();
});

test("the pages broke no rule of their own", () => {
  assert.deepEqual(candidate.problems, []);
  assert.deepEqual(host.problems, []);
});
