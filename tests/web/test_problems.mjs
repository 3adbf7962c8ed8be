// SPDX-License-Identifier: GPL-3.0-or-later
// A host in a real browser takes in a problem, has it verified, and reads why another one is not taken in.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { logIn, picture, sleep, startBrowser, startServer } from "./serving.mjs";

const PACKAGE = {
  "problem.yaml": "problem_format_version: 2025-09\nname: Twice the Number\nuuid: 6d1b2a3c-1111-4222-8333-944455556666\n",
  "statement/problem.en.md": "Print twice the number.",
  "data/sample/1.in": "4\n",
  "data/sample/1.ans": "8\n",
  "data/secret/1.in": "21\n",
  "data/secret/1.ans": "42\n",
  "submissions/accepted/a.py": "print(2 * int(input()))\n",
};
const ZIP = `
import io, json, sys, zipfile
content = io.BytesIO()
with zipfile.ZipFile(content, "w") as archive:
    for name, text in json.load(sys.stdin).items():
        archive.writestr("twice/" + name, text)
sys.stdout.buffer.write(content.getvalue())`;

let server, browser, host;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  host = await browser.person(server.url);
  await host.goto("/host");
  await logIn(host, server.said);
  await host.getByRole("link", { name: "Problems" }).click();
  await host.getByRole("heading", { name: "Problems" }).waitFor();
});

after(async () => {
  await browser?.stop();
  await server?.stop();
});

const zip = (files) => execFileSync("python3", ["-c", ZIP], { input: JSON.stringify(files) });
const choose = (name, buffer) => host.locator("#archive").setInputFiles({ name, mimeType: "application/zip", buffer });
const row = () => host.locator('tr[data-problem="twice"]');

test("a problem is taken in, and may be chosen for a session", async () => {
  await choose("twice.zip", zip(PACKAGE));
  await row().getByText("Twice the Number").waitFor();
  await row().getByText("1 sample, 1 hidden").waitFor();
  await row().getByText("not yet").waitFor();
  await host.getByText("Taking in twice.zip: done").waitFor();
});

test("it is verified, and its log can be read", async () => {
  await row().getByRole("button", { name: "Verify" }).click();
  await row().getByText("✓").waitFor();
  await host.getByText("Verifying Twice the Number: done").click();
  await host.getByText("accepted/a.py: AC, as expected").waitFor();
  await picture(host, "problems");
});

test("what is not as its authors mean it is told", async () => {
  await choose("twice.zip", zip({ ...PACKAGE, "submissions/accepted/b.py": "print(8)\n" }));
  await host.locator('tr[data-problem="twice"]').nth(1).waitFor();
  const other = host.locator('tr[data-problem="twice"]', { hasText: "not yet" });
  await other.getByRole("button", { name: "Verify" }).click();
  await host.getByText("not as its authors mean it, in python").waitFor();
});

test("why one is not taken in is said", async () => {
  await choose("broken.zip", Buffer.from("no archive at all"));
  await host.locator(".operations .failed", { hasText: "broken.zip" }).waitFor();
  await choose("notes.txt", Buffer.from("hello"));
  await host.getByRole("alert").getByText("ends in .zip, .kpp or .tar.gz").waitFor();
  await host.emulateMedia({ colorScheme: "dark" });
  await sleep(300); // colours go over
  await picture(host, "problems-dark");
});

test("the page broke no rule of its own", () => {
  assert.deepEqual(host.problems, []);
});
