import { randomBytes } from "node:crypto";
import { type Api, apiAt } from "../../support/stack/api.ts";
import { given } from "./describe-pages.ts";

/** An organization of one test. */
export interface TestOrg {
  readonly name: string;
  readonly adminKey: string;
  /** Calls the API as its admin. The path goes below the organization, and the answer is a success. */
  readonly admin: (...call: Parameters<Api>) => Promise<Awaited<ReturnType<Api>>["body"]>;
}

/** Makes an organization with nothing in it. */
export async function makeOrg(): Promise<TestOrg> {
  const { url, operatorKey } = given().facts;
  const name = `org${randomBytes(4).toString("hex")}`;
  const { body } = await apiAt(url, operatorKey)("POST", "/v1/orgs", { name });
  const api = apiAt(url, body.adminKey);
  return {
    name,
    adminKey: body.adminKey,
    admin: async (method, path, ...rest) => {
      const answer = await api(method, `/v1/orgs/${name}${path}`, ...rest);
      if (answer.status >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
  };
}

/** What a story begins with: a profile for production with a role, and an application that uses it. */
export async function fill({ admin }: TestOrg): Promise<void> {
  await admin("PUT", "/profiles/prod", {
    description: "Production",
    accessRole: { roleArn: "arn:aws:iam::222222222222:role/deploy" },
    parameters: [{ key: "API_URL", value: "https://api.example.com", sensitive: false }],
    safeguards: [
      { name: "EU", safeguard: "allowed-regions", enforcementLevel: "error", settings: ["eu-central-1"] },
    ],
  });
  await admin("PUT", "/profiles/dev", { description: "Every stage that is not production" });
  await admin("PUT", "/apps/shop", { description: "The web shop", defaultProfile: "dev" });
  await admin("PUT", "/apps/shop/stages/prod", { profile: "prod" });
  await admin("PUT", "/apps/shop/services/checkout", {});
  await admin("PUT", "/apps/shop/services/checkout/instances/prod/eu-central-1", {});
  await admin("PUT", "/apps/shop/blueprints/stages/prod", {
    parameters: [{ key: "LOG_LEVEL", value: "info" }],
  });
}
