// SPDX-License-Identifier: GPL-3.0-or-later
// An `assayd serve --dev` of a test's own, a line to it that can be cut, and a real browser.

import { spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import readline from "node:readline";

const { ASSAYD, ASSAY_WEB_MODULES, ASSAY_SCREENSHOTS } = process.env;
export const load = createRequire(path.join(ASSAY_WEB_MODULES, "package.json"));
const { chromium } = load("playwright-core");

export const PATIENCE = Number(process.env.ASSAY_TEST_PATIENCE ?? 60) * 1000; // for what takes a moment on a quiet machine

export async function startServer(...more) {
  const folder = mkdtempSync(path.join(tmpdir(), "assay-tests-web-"));
  const process_ = spawn(
    ASSAYD,
    ["--set", "judging.warm_up=no", "--set", "sessions.verify_problems=no", "--set", "sandbox.least_tier=partial", "serve", "--dev", "--data", folder, "--listen",
      "127.0.0.1:0", "--requests", "0", ...more],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const said = {};
  for await (const line of readline.createInterface({ input: process_.stdout })) {
    const [key, ...value] = line.split(" ");
    said[key] = value.join(" ");
    if (key === "ready") break;
  }
  if (!("ready" in said)) throw new Error("the server did not come up");
  process_.stdout.resume();
  const ended = new Promise((resolve) => process_.once("exit", resolve));
  return {
    said,
    url: said.listening,
    port: Number(new URL(said.listening).port),
    async ask(method, where, body) {
      const answer = await fetch(said.listening + where, {
        method,
        headers: { Authorization: `Bearer ${said.token}`, ...(body ? { "Content-Type": "application/json" } : {}) },
        body: body ? JSON.stringify(body) : undefined,
      });
      return { status: answer.status, headers: answer.headers, text: await answer.text() };
    },
    async json(method, where, body) {
      const answer = await this.ask(method, "/api/v1" + where, body);
      if (answer.status >= 300) throw new Error(`${method} ${where}: ${answer.status} ${answer.text}`);
      return answer.text ? JSON.parse(answer.text) : null;
    },
    async stop() {
      process_.kill("SIGTERM");
      const code = await ended;
      rmSync(folder, { recursive: true, force: true });
      if (code !== 0) throw new Error(`the server ended with ${code}`);
    },
  };
}

/** A line to the server that can be cut: what is on it then breaks off, and nobody gets through. */
export async function startLine(port) {
  const pairs = new Set();
  let isCut = false;
  const listener = net.createServer((client) => {
    if (isCut) return client.destroy();
    const server = net.connect(port, "127.0.0.1");
    const pair = [client, server];
    pairs.add(pair);
    for (const [from, to] of [[client, server], [server, client]]) {
      from.on("error", () => undefined);
      from.pipe(to);
      from.on("close", () => {
        to.destroy();
        pairs.delete(pair);
      });
    }
  });
  await new Promise((resolve) => listener.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${listener.address().port}`,
    cut() {
      isCut = true;
      for (const [client, server] of pairs) {
        client.destroy();
        server.destroy();
      }
    },
    mend() {
      isCut = false;
    },
    async stop() {
      this.cut();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

export async function startBrowser() {
  const profile = mkdtempSync(path.join(tmpdir(), "assay-tests-browser-"));
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
    env: { ...process.env, HOME: profile, TMPDIR: profile },
  });
  return {
    /** A person of their own: nothing of others' is in their browser. */
    async person(url, options = {}) {
      const context = await browser.newContext({ baseURL: url, viewport: { width: 1360, height: 820 }, ...options });
      context.setDefaultTimeout(PATIENCE);
      const page = await context.newPage();
      page.problems = [];
      page.on("pageerror", (error) => page.problems.push(String(error)));
      page.on("console", (message) => {
        // What a cut line leaves in there is none of the page's doing.
        if (message.type() === "error" && !/Failed to load resource|net::ERR/.test(message.text()))
          page.problems.push(message.text());
      });
      return page;
    },
    async stop() {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** On the host's page that is open. */
export async function logIn(page, said) {
  await page.getByLabel("Name").fill(said.account);
  await page.getByLabel("Password").fill(said.password);
  await page.getByRole("button", { name: "Log in" }).click();
}

export async function picture(page, name) {
  mkdirSync(ASSAY_SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: path.join(ASSAY_SCREENSHOTS, `web-${name}.png`) });
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Until it holds, or patience ends. */
export async function until(holds, what) {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    if (await holds()) return;
    await sleep(50);
  }
  throw new Error(`it did not come to that: ${what}`);
}
