import { z } from "zod";
import type { StandIn } from "./aws-endpoint.ts";
import { Fault } from "./calls/faults.ts";
import type { HttpAnswer, HttpRequest } from "./http/http.ts";
import { parseRoleArn } from "./identity/role-arn.ts";
import { RoleTrust } from "./policies/role-trust.ts";

/** The path prefix of the admin API, beside AWS's own `/`. */
export const ADMIN_PATH = "/_stand-in/";

/** What the stand-in tells a person who opens it in a browser. */
export const INTRODUCTION =
  "This is the Stagepass stand-in for AWS, not AWS: nothing here is a real account, role or secret.";

/** Answers a request under {@link ADMIN_PATH}. A wrong request gets a readable 4xx response. */
export async function answerAdmin(standIn: StandIn, request: HttpRequest): Promise<HttpAnswer> {
  const [resource = "", ...rest] = request.path.slice(ADMIN_PATH.length).split("/");
  const route = routes[`${request.method} ${resource}${rest.length > 0 ? "/{arn}" : ""}`];
  if (route === undefined) {
    return problem(
      404,
      `No ${request.method} ${request.path} here. There is: ${Object.keys(routes).join(", ")}.`,
    );
  }
  if (request.body === undefined) return problem(413, "The request body exceeds 1 MiB.");
  try {
    return await route(standIn, { body: request.body, argument: decodeURIComponent(rest.join("/")) });
  } catch (error) {
    if (error instanceof z.ZodError) return problem(400, z.prettifyError(error));
    if (error instanceof URIError) return problem(400, "The role ARN in the path is not URL-encoded.");
    throw error;
  }
}

interface AdminInput {
  readonly body: Buffer;
  /** The part of the path after the resource, decoded. */
  readonly argument: string;
}
type Route = (standIn: StandIn, input: AdminInput) => HttpAnswer | Promise<HttpAnswer>;

const routes: Readonly<Record<string, Route>> = {
  "GET ": () =>
    json({
      standIn: "aws",
      message: INTRODUCTION,
      services: ["sts", "secretsmanager", "ssm"],
      admin: listRoutes(),
    }),
  "GET roles": ({ store }) =>
    json({ roles: [...store.state.roles].map(([roleArn, trust]) => ({ roleArn, ...trust })) }),
  "PUT roles/{arn}": putRole,
  "DELETE roles/{arn}": deleteRole,
  "GET calls": ({ calls }) => json({ calls: calls.list() }),
  "DELETE calls": ({ calls }) => done(() => calls.clear()),
  "GET faults": ({ faults }) => json({ faults: faults.list() }),
  "PUT faults": putFault,
  "DELETE faults": ({ faults }) => done(() => faults.clear()),
};

function listRoutes(): string[] {
  return Object.keys(routes).map((route) => route.replace(" ", ` ${ADMIN_PATH}`));
}

async function putRole({ store }: StandIn, { body, argument }: AdminInput): Promise<HttpAnswer> {
  const roleArn = RoleArnText.parse(argument);
  const trust = parseJson(body, RoleTrust);
  store.state.roles.set(roleArn, trust);
  await store.save();
  return json({ roleArn, ...trust });
}

async function deleteRole({ store }: StandIn, { argument }: AdminInput): Promise<HttpAnswer> {
  store.state.roles.delete(RoleArnText.parse(argument));
  await store.save();
  return noContent;
}

function putFault({ faults }: StandIn, { body }: AdminInput): HttpAnswer {
  const fault = parseJson(body, Fault);
  faults.put(fault);
  return json(fault);
}

const RoleArnText = z
  .string()
  .refine(
    (text) => parseRoleArn(text) !== undefined,
    "must be a role ARN like arn:aws:iam::222222222222:role/deploy",
  );

const JsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "The body must be JSON." });
    return z.NEVER;
  }
});

function parseJson<T extends z.ZodType>(body: Buffer, schema: T): z.output<T> {
  return schema.parse(JsonText.parse(body.toString()));
}

const noContent: HttpAnswer = { status: 204, contentType: "application/json", body: "" };

function done(effect: () => void): HttpAnswer {
  effect();
  return noContent;
}

function json(body: object, status = 200): HttpAnswer {
  return { status, contentType: "application/json", body: `${JSON.stringify(body, undefined, 2)}\n` };
}

function problem(status: number, detail: string): HttpAnswer {
  return json({ status, detail }, status);
}
