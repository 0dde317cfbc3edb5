import { once } from "node:events";
import { authenticate, evaluate, issueCredentials, ServiceId } from "@stagepass/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { expectWithin } from "../support/slowness.ts";
import { type Answer, type Api, apiAt } from "../support/stack/api.ts";
import { type SeparateServices, spawnService, startSeparately } from "../support/stack/separate-services.ts";
import { makeTarget } from "../support/target.ts";

const target = makeTarget({ app: "shop" });
let services: SeparateServices;
let resolver: Api;
let standIn: Api;

beforeAll(async () => {
  services = await startSeparately();
  standIn = apiAt(services.awsEndpoint);
  const operator = apiAt(services.urlOf("profiles"), services.operatorKey);
  const { body } = await operator("POST", "/v1/orgs", { name: "acmecorp" });
  const admin = apiAt(services.urlOf("profiles"), body.adminKey);
  await admin("PUT", "/v1/orgs/acmecorp/profiles/prod", {
    accessRole: { roleArn: "arn:aws:iam::222222222222:role/deploy" },
    parameters: [{ key: "A", value: "a" }],
    safeguards: [
      { name: "EU", safeguard: "allowed-regions", enforcementLevel: "error", settings: ["eu-central-1"] },
    ],
  });
  await admin("PUT", "/v1/orgs/acmecorp/apps/shop", { defaultProfile: "prod" });
  resolver = apiAt(services.urlOf("resolver"), body.adminKey);
});

afterAll(() => services?.stop());

const resolve = () => resolver("POST", "/v1/resolve", target);

/** Resolves until it succeeds again, as a client's retries would. */
const recovers = () =>
  eventually(async () => {
    const answer = await resolve();
    return answer.status === 200 ? answer : undefined;
  }, "a resolve works again");

async function timed(work: () => Promise<Answer>): Promise<Answer & { ms: number }> {
  const started = performance.now();
  const answer = await work();
  return { ...answer, ms: performance.now() - started };
}

test("services in separate processes resolve a deploy together", async () => {
  expect((await resolve()).body).toMatchObject({
    verdict: "allowed",
    parameters: [{ key: "A", value: "a" }],
    credentials: { roleArn: "arn:aws:iam::222222222222:role/deploy" },
  });
});

const hung = [
  ["profiles", authenticate],
  ["safeguards", evaluate],
  ["credentials", issueCredentials],
] as const;

test.each(hung)(
  "a resolve fails within two seconds of its deadline while %s hangs, names it, and returns no values",
  async (name, { timeoutMs }) => {
    services.signal(name, "SIGSTOP");
    const { status, body, ms } = await timed(resolve);
    services.signal(name, "SIGCONT");
    expect({ status, code: body.code, part: body.part }).toEqual({
      status: 503,
      code: "unavailable",
      part: name,
    });
    expect(body).not.toHaveProperty("parameters");
    expect(body).not.toHaveProperty("credentials");
    await expectWithin(timeoutMs + 2_000, ms, "the answer, in milliseconds");
    await recovers();
  },
);

test.each(hung)(
  "a resolve fails and names %s after that was killed, and succeeds again after its restart",
  async (name, { timeoutMs }) => {
    services.signal(name, "SIGKILL");
    await services.ended(name);
    const { status, body, ms } = await timed(resolve);
    await services.restart(name);
    expect({ status, part: body.part }).toEqual({ status: 503, part: name });
    // This is mostly at once. It is within the deadline when NATS has not noticed yet that the service is gone.
    await expectWithin(timeoutMs + 2_000, ms, "the answer, in milliseconds");
    await recovers();
  },
);

test("a service that is told to stop finishes the resolves that are under way", async () => {
  const underWay = Array.from({ length: 20 }, resolve);
  services.signal("credentials", "SIGTERM");
  const answers = await Promise.all(underWay);
  expect(await services.ended("credentials")).toBe(0);
  for (const { status, body } of answers) {
    // A request that came too late fails. None is left without a response or with half of one.
    if (status === 200) expect(body.credentials.secretAccessKey).toBeTruthy();
    else expect({ status, part: body.part }).toEqual({ status: 503, part: "credentials" });
  }
  await services.restart("credentials");
  await recovers();
});

test.each(["timeout", "error", "nonsense", "throttle"])(
  "a resolve fails and names credentials when AWS answers with %s",
  async (kind) => {
    await standIn("PUT", "/_stand-in/faults", { service: "sts", kind, times: 100 });
    const { status, body, ms } = await timed(resolve);
    await standIn("DELETE", "/_stand-in/faults");
    expect({ status, part: body.part }).toEqual({ status: 503, part: "credentials" });
    await expectWithin(issueCredentials.timeoutMs + 2_000, ms, "the answer, in milliseconds");
    await recovers();
  },
);

test("a resolve succeeds when AWS throttles a single call", async () => {
  await standIn("PUT", "/_stand-in/faults", { service: "sts", kind: "throttle", times: 1 });
  expect((await resolve()).status).toBe(200);
});

test.each(ServiceId.options)(
  "%s does not start without its configuration, and lists all missing variables",
  async (name) => {
    const child = spawnService(name, {});
    let said = "";
    child.stderr.on("data", (data) => (said += data));
    const [code] = await once(child, "exit");
    expect(code).toBe(78);
    expect(said).toContain(`${name.toUpperCase()}_NATS_URL is required`);
    if (name === "profiles") {
      for (const variable of [
        "PROFILES_DATABASE_URL",
        "STAGEPASS_KEYRING",
        "STAGEPASS_OPERATOR_KEY_SHA256",
      ]) {
        expect(said).toContain(variable);
      }
    }
  },
);
