// SPDX-License-Identifier: GPL-3.0-or-later
// A candidate in a real browser whose time is their own: nothing of the problem before they begin.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { logIn, picture, startBrowser, startServer, until } from "./serving.mjs";

let server, browser, host, candidate;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  host = await browser.person(server.url);
  candidate = await browser.person(server.url);
});

after(async () => {
  await browser?.stop();
  await server?.stop();
});

test("a host plans it", async () => {
  await host.goto("/host#new");
  await logIn(host, server.said);
  await host.getByLabel("Title").fill("At home");
  await host.getByLabel("Candidates", { exact: true }).fill("Kim");
  await host.getByLabel("Warmup").or(host.getByLabel("Template Check")).first().check();
  await host.getByLabel("Minutes", { exact: true }).fill("600");
  await host.getByLabel("Take-home").fill("45");
  await picture(host, "take-home-new");
  await host.getByRole("button", { name: "Make it ready" }).click();
  await host.getByRole("button", { name: "Code to join" }).click();
  await host.locator(".join-code").waitFor();
});

test("a candidate agrees, and begins when it suits them", async () => {
  const code = await host.locator(".join-code").innerText();
  await candidate.goto("/");
  await candidate.getByLabel("Your code").fill(code);
  await candidate.getByRole("button", { name: "Join" }).click();
  await candidate.getByText("You have 45 minutes from when you begin").waitFor();
  await candidate.getByRole("button", { name: "Agree and go on" }).click();
  await candidate.getByText("Your clock has not started").waitFor();
  await host.getByRole("button", { name: "Start", exact: true }).click();
  await candidate.getByRole("heading", { name: "You may begin" }).waitFor();
  assert.equal(await candidate.locator("#timer").innerText(), "");
  await picture(candidate, "take-home-lobby");
  await candidate.getByRole("button", { name: "Begin my time" }).click();
  await candidate.locator(".cm-content").waitFor();
  await until(async () => /^4[45]:/.test(await candidate.locator("#timer").innerText()), "the time runs");
  await host.getByText("candidate, began").waitFor();
});

test("the pages broke no rule of their own", () => {
  assert.deepEqual([...host.problems, ...candidate.problems], []);
});
