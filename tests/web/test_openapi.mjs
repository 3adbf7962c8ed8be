// SPDX-License-Identifier: GPL-3.0-or-later
// The description of the API is valid OpenAPI, and every operation in it is there and answers as it says.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { load, startServer, until } from "./serving.mjs";

const { Validator } = load("@seriousme/openapi-schema-validator");

let server, description;
const called = new Set();

before(async () => {
  server = await startServer();
  description = JSON.parse((await server.ask("GET", "/api/openapi.json")).text);
});
after(() => server?.stop());

function find(operationId) {
  for (const [path, item] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(item)) if (operation.operationId === operationId) return { path, method, operation };
  }
  throw new Error(`the description has no ${operationId}`);
}

/** Calls it as described; what comes back is what the description promises. */
async function call(operationId, { path = {}, query = {}, body, token = server.said.token, headers = {}, fails = false } = {}) {
  const { path: template, method, operation } = find(operationId);
  called.add(operationId);
  const declared = new Map(operation.parameters.map((one) => [`${one.in} ${one.name}`, one]));
  for (const name of Object.keys(path)) assert.ok(declared.has(`path ${name}`), `${operationId}: ${name} in the path`);
  for (const name of Object.keys(query)) assert.ok(declared.has(`query ${name}`), `${operationId}: ${name} in the query`);
  assert.equal(body !== undefined, operation.requestBody !== undefined, `${operationId}: whether it takes a body`);
  const where = template.replace(/\{(\w+)\}/g, (_, name) => path[name] ?? assert.fail(`${operationId} needs ${name}`));
  const parameters = new URLSearchParams(query).toString();
  const needsToken = operation.security.length > 0;
  const answer = await fetch(server.url + where + (parameters ? `?${parameters}` : ""), {
    method: method.toUpperCase(),
    headers: {
      ...(needsToken ? { Authorization: `Bearer ${token}` } : {}),
      ...(body !== undefined ? { "Content-Type": Object.keys(operation.requestBody.content)[0] } : {}),
      ...headers,
    },
    body: body === undefined || body instanceof Uint8Array ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  });
  const text = operationId === "streamEvents" ? "" : await answer.text();
  if (operationId === "streamEvents") await answer.body.cancel();
  if (fails) {
    assert.ok(answer.status >= 400, `${operationId}: ${answer.status}`);
    assert.equal(answer.headers.get("content-type"), "application/problem+json");
    const problem = JSON.parse(text);
    for (const field of description.components.schemas.Problem.required) assert.ok(field in problem, field);
    return problem;
  }
  assert.ok(answer.status >= 200 && answer.status < 300, `${operationId}: ${answer.status} ${text}`);
  return (answer.headers.get("content-type") ?? "").includes("json") && text ? JSON.parse(text) : text;
}

test("it is valid", async () => {
  const result = await new Validator().validate(structuredClone(description));
  assert.ok(result.valid, JSON.stringify(result.errors, null, 2));
  assert.match(description.openapi, /^3\.1/);
});

test("names are unique, and what is referred to is there", () => {
  const names = Object.values(description.paths).flatMap((item) => Object.values(item).map((one) => one.operationId));
  assert.equal(new Set(names).size, names.length);
  for (const [, name] of JSON.stringify(description).matchAll(/"#\/components\/schemas\/(\w+)"/g))
    assert.ok(name in description.components.schemas, name);
});

test("the server itself", async () => {
  for (const name of ["getHealth", "getReadiness", "getMetrics", "getOpenApi", "getEngine", "getQueue", "listAudit", "getMe", "listTokens"])
    await call(name);
  await call("streamEvents");
  await call("openSocket", { fails: true }); // asked for as a page is
  await call("issueTicket");
  const { rules } = await call("getQueue");
  rules.run.at_once = 1;
  assert.equal((await call("setQueueRules", { body: rules })).run.at_once, 1);
  await call("setQueueRules", { body: { ...rules, run: { ...rules.run, at_once: -1 } }, fails: true });
  for (const name of ["pauseLane", "resumeLane"]) await call(name, { body: { lane: "run" } });
});

test("accounts and tokens", async () => {
  const { account, password } = server.said;
  const first = await call("logIn", { body: { name: account, password } });
  const second = await call("refreshTokens", { body: { refresh_token: first.refresh_token } });
  await call("logOut", { body: { refresh_token: second.refresh_token } });
  const token = await call("issueToken", { body: { scopes: "engine:read", label: "contract", days: 1 } });
  await call("getQueue", { token: token.secret });
  await call("getMetrics", { token: token.secret });
  await call("listSessions", { token: token.secret, fails: true });
  await call("revokeToken", { path: { token: token.id } });
  await call("logIn", { body: { name: account, password: "wrong" }, fails: true });
});

test("webhooks", async () => {
  const { id } = await call("addWebhook", { body: { url: "https://hooks.example/in", types: ["judgement.done"] } });
  await call("addWebhook", { body: { url: "https://127.0.0.1/in", types: ["judgement.done"] }, fails: true });
  const path = { webhook: id };
  await call("listWebhooks");
  await call("listDeliveries", { path, query: { limit: "10" } });
  await call("redeliver", { path: { ...path, delivery: "msg_00000000000000000000000000000000" }, fails: true });
  await call("removeWebhook", { path });
});

test("problems that are taken in and verified", async () => {
  const taken = await call("importProblem", { query: { name: "none.zip" }, body: new TextEncoder().encode("no archive") });
  await until(async () => (await call("getOperation", { path: { operation: taken.id } })).state === "failed", "it is refused");
  await call("importProblem", { query: { name: "none.exe" }, body: new Uint8Array(1), fails: true });
  const { problems } = await call("listProblems");
  const { id } = await call("verifyProblem", { path: { problem: problems[0].id } });
  await call("cancelOperation", { path: { operation: id } });
  await until(async () => (await call("getOperation", { path: { operation: id } })).state === "cancelled", "it has ended");
});

test("a session from draft to purge", async () => {
  const { problems } = await call("listProblems");
  const problem = problems.find((one) => one.short_name === "warmup").id;
  await call("getProblem", { path: { problem } });
  const pictured = [];
  for (const one of problems) {
    const { html } = await call("getStatement", { path: { problem: one.id }, query: { language: "en" } });
    const name = /<img src="([^"]+)"/.exec(html)?.[1];
    if (name) pictured.push({ path: { problem: one.id }, query: { name } });
  }
  await call("getStatementPdf", { path: { problem }, query: { language: "en" }, fails: true }); // it is no PDF
  await call("getPicture", pictured[0]);
  await call("getTest", { path: { problem }, query: { name: "sample/1" }, fails: true });
  const draft = { title: "Contract", participants: [{ name: "Kim" }], problem_ids: [problem], languages: ["python"], length_minutes: 60 };
  const made = await call("createSession", { body: draft });
  const session = made.id;
  const path = { session };
  await call("listSessions");
  await call("armSession", { path });
  await call("prepareSession", { path });
  await until(async () => (await call("getSession", { path })).state === "ready", "it is ready");
  const { code } = await call("makeJoinCode", { path: { session, participant: made.participants[0].id } });
  const kim = (await call("joinSession", { body: { code } })).access_token;
  await call("getOwnSession", { token: kim });
  await call("consent", { token: kim });
  await call("begin", { token: kim, fails: true }); // all begin with the session
  await call("tellSession", { path });
  await call("startSession", { path });
  await call("pauseSession", { path });
  await call("resumeSession", { path });
  await call("extendSession", { path, body: { seconds: 60 } });

  const place = { problem_id: problem, language: "python" };
  const document = await call("openDocument", { token: kim, body: place });
  await call("editDocument", { token: kim, path: { document: document.id }, body: { version: 0, edits: [{ client: "a", changes: [[0, "print(1)"]] }] } });
  await call("getDocument", { token: kim, path: { document: document.id } });
  await call("listEdits", { token: kim, path: { document: document.id }, query: { after: "0", limit: "10" } });
  await call("listDocuments", { path });

  const sources = [{ name: "main.py", content: "print(1)" }];
  const submitted = await call("submit", { token: kim, body: { ...place, sources } });
  const submission = { submission: submitted.id };
  await call("getSubmission", { token: kim, path: submission, query: { wait: "30" } });
  await call("getSource", { token: kim, path: submission });
  await call("listSubmissions", { query: { limit: "10" } });
  const rejudging = { rejudging: (await call("startRejudging", { body: { submission_ids: [submitted.id], reason: "contract" } })).id };
  await until(async () => (await call("getRejudging", { path: rejudging })).finished, "it is judged again");
  await call("applyRejudging", { path: rejudging });
  await call("discardRejudging", { path: rejudging, fails: true }); // it counts already
  await call("listRejudgings");
  const state = await call("getSessionState", { path });
  assert.equal(state.submissions[0].submission.id, submitted.id);
  const loop = [{ name: "main.py", content: "while True: pass" }];
  const run = await call("run", { token: kim, body: { ...place, sources: loop, inputs: [{ input: "" }] } });
  await call("cancelSubmission", { token: kim, path: { submission: run.id } });

  const { operations } = await call("listOperations", { query: { limit: "10" } });
  const prepared = operations.find((one) => one.type === "session.prepare").id;
  await call("getOperation", { path: { operation: prepared } });
  await call("getOperationLog", { path: { operation: prepared }, query: { first: "0" } });
  await call("cancelOperation", { path: { operation: prepared }, fails: true }); // it has ended

  await call("closeSession", { path });
  await until(async () => ["ended", "in_review"].includes((await call("getSession", { path })).state), "it has ended");
  await call("reviewSession", { path });
  await call("finalizeSession", { path });
  await call("purgeSession", { path });
  const other = await call("createSession", { body: draft });
  await call("armSession", { path: { session: other.id } });
  await call("cancelSession", { path: { session: other.id } });
});

test("every operation was called", async () => {
  const all = Object.values(description.paths).flatMap((item) => Object.values(item).map((one) => one.operationId));
  assert.deepEqual(all.filter((name) => !called.has(name)), []);
});
