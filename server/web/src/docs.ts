// SPDX-License-Identifier: GPL-3.0-or-later
// The API's description as a page.

import { byId, fill, h } from "./dom";

interface Operation {
  operationId: string;
  summary: string;
  security: { bearer: string[] }[];
  "x-candidates"?: boolean;
  parameters: { name: string; in: string; required: boolean }[];
  requestBody?: { content: Record<string, { schema: { $ref: string } }> };
}

interface Description {
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
}

function rights(operation: Operation): string {
  const bearer = operation.security[0]?.bearer;
  if (!bearer) return "anybody";
  const scopes = bearer.length > 0 ? `a token for ${bearer.join(", ")}` : "any token";
  return operation["x-candidates"] && bearer.length > 0 ? `${scopes}, or a candidate's` : scopes;
}

function operationView(path: string, method: string, operation: Operation, schemas: Record<string, unknown>): HTMLElement {
  const body = operation.requestBody?.content["application/json"]?.schema.$ref.split("/").at(-1);
  return h(
    "details",
    { class: "operation", id: operation.operationId },
    h("summary", {}, h("code", {}, `${method.toUpperCase()} ${path}`), ` ${operation.summary}`),
    h("p", { class: "faint" }, `For ${rights(operation)}.`),
    operation.parameters.length > 0
      ? h("ul", {}, operation.parameters.map((one) => h("li", {}, h("code", {}, one.name), ` in the ${one.in}`)))
      : null,
    body ? h("pre", { tabindex: "0" }, `${body}: ${JSON.stringify(schemas[body], null, 2)}`) : null,
  );
}

async function show(): Promise<void> {
  const main = byId("main");
  const response = await fetch("/api/openapi.json");
  const description = (await response.json()) as Description;
  fill(
    main,
    h(
      "div",
      { class: "page" },
      h("h1", {}, `The API of ${description.info.title} ${description.info.version}`),
      h("p", {}, "As a document: ", h("a", { href: "/api/openapi.json" }, "/api/openapi.json"), " (OpenAPI 3.1)."),
      Object.entries(description.paths).flatMap(([path, item]) =>
        Object.entries(item).map(([method, operation]) => operationView(path, method, operation, description.components.schemas)),
      ),
    ),
  );
}

show().catch((error: Error) => fill(byId("main"), h("p", { class: "error" }, error.message)));
