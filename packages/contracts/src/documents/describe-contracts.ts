import type { z } from "zod";
import { events, nameOf, requests, routes } from "../catalogue/catalogue.ts";
import { allowedBy } from "../catalogue/operations-of.ts";
import { problemsOf, problemsOfRequest } from "../define/problems-of.ts";
import { problems } from "../problems/problem.ts";
import { type Direction, DocumentedSchemas, type JsonObject } from "./documented-schemas.ts";

/** Everything of the contracts that other programs can see, as JSON. */
export interface ContractsDescription {
  /** The named schemas. Other schemas refer to them as `#/name`. */
  readonly schemas: Readonly<Record<string, JsonObject>>;
  readonly requests: Readonly<Record<string, JsonObject>>;
  readonly events: Readonly<Record<string, JsonObject>>;
  readonly endpoints: Readonly<Record<string, JsonObject>>;
  readonly problems: Readonly<Record<string, JsonObject>>;
}

/** Describes the contracts as they are now. */
export function describeContracts(): ContractsDescription {
  const documented = new DocumentedSchemas("#/");
  const schemaOf = (schema: z.ZodType | undefined, direction: Direction) =>
    schema && documented.schemaOf(schema, direction);
  // As it is written, and as it is read where the reader fills in what an earlier release does not say.
  const written = (name: string, schema: z.ZodType) => {
    const [output, input] = [schemaOf(schema, "output"), schemaOf(schema, "input")];
    const isFilledIn = JSON.stringify(input) !== JSON.stringify(output);
    return { [name]: output, ...(isFilledIn ? { [`${name}AsRead`]: input } : {}) };
  };
  const described = {
    requests: byKey(requests, (request) => {
      const { subject, callers, timeoutMs, unknownFields, input, output } = request;
      return [
        subject,
        {
          ...{
            name: nameOf(request),
            action: "action" in request ? request.action : undefined,
            callers,
            timeoutMs,
            problems: problemsOfRequest(request),
            unknownFields,
          },
          input: schemaOf(input, "input"),
          ...written("output", output),
        },
      ];
    }),
    events: byKey(events, (event) => [
      event.subject,
      { name: nameOf(event), ...written("data", event.data) },
    ]),
    endpoints: byKey(routes, (route) => {
      const {
        method,
        path,
        action,
        actionBy,
        status = 200,
        isStream,
        params,
        query,
        headers,
        body,
        response,
      } = route;
      return [
        `${method} ${path}`,
        {
          ...{
            name: nameOf(route),
            action,
            actionBy,
            allow: allowedBy(route),
            status,
            problems: problemsOf(route),
            isStream,
          },
          params: schemaOf(params, "input"),
          query: schemaOf(query, "input"),
          headers: schemaOf(headers, "input"),
          body: schemaOf(body, "input"),
          response: schemaOf(response, "output"),
        },
      ];
    }),
  };
  return { schemas: documented.all(), ...described, problems };
}

function byKey<T>(contracts: readonly T[], describe: (contract: T) => [string, JsonObject]) {
  return Object.fromEntries(contracts.map(describe));
}
