import { z } from "zod";
import { deployed } from "./deployed.ts";
import type { ProfilesUnderTest } from "./profiles-under-test.ts";

let orgs = 0;

/** The roles of the profiles `default` and `prod`. */
export const roles = {
  dev: { roleArn: "arn:aws:iam::111111111111:role/dev", durationSeconds: 3_600 },
  prod: {
    roleArn: "arn:aws:iam::222222222222:role/prod",
    planRoleArn: "arn:aws:iam::222222222222:role/plan",
    durationSeconds: 900,
    sourceIdentity: "none",
  },
};
/** The reference that `prod` has in place of a value. */
export const secret = { secretId: "prod/stripe", jsonKey: "key" };

/** Makes an organization like that of the announcement, and returns what asks as its admin. */
export async function announcedOrg(service: ProfilesUnderTest) {
  const org = `org${String.fromCharCode(...[...`${++orgs}`.padStart(4, "0")].map((digit) => 97 + Number(digit)))}`;
  const admin = await service.createOrg(org);
  const ask = (route: string, body?: object) => {
    const [method, path] = route.split(" ");
    return service.request(admin, `${method} /v1/orgs/${org}${path}`, body);
  };
  await ask("PUT /profiles/default", {
    accessRole: roles.dev,
    parameters: [
      { key: "API_URL", value: "https://dev.example.com", sensitive: false },
      { key: "DEBUG", value: "d3bug-value" },
    ],
  });
  await ask("PUT /profiles/production", {
    accessRole: roles.prod,
    parameters: [
      { key: "STRIPE_KEY", secretsManager: secret },
      { key: "API_URL", value: "https://prod.example.com" },
    ],
  });
  // Its values stay sealed for the name that it had.
  await ask("POST /profiles/production/rename", { name: "prod" });
  await ask("PUT /profiles/norole", { parameters: [{ key: "A", value: "v4lue-of-a" }] });
  await ask("PUT /apps/app1", { defaultProfile: "default" });
  await ask("PUT /apps/app1/stages/prod", { profile: "prod" });
  await ask("PUT /apps/app1/services/service1", { requiredParameters: ["API_URL"] });
  await ask("PUT /apps/app1/services/service1/instances/dev/us-east-1", {});
  await ask("PUT /apps/app1/services/service1/instances/prod/us-east-1", {});
  await ask("PUT /apps/app1/services/gone", {});
  await ask("DELETE /apps/app1/services/gone");
  await ask("PUT /apps/other", {});
  await ask("PUT /apps/other/stages/test", { profile: "norole" });
  await ask("PUT /apps/other/services/api", {});
  const target = (stage: string, known = "service1", region = "us-east-1", app = "app1") => ({
    ...{ org, app, stage, service: known, region },
  });
  const targets = [
    ...[target("dev"), target("prod"), target("prod", "service1", "eu-west-1"), target("test")],
    ...[
      target("prod", "gone"),
      target("dev", "new"),
      target("prod", "new"),
      target("test", "new", "eu-west-1", "other"),
    ],
  ];
  return {
    org,
    ask,
    deployAll: () => Promise.all(targets.map((each) => deployed(service, each))),
    migrate: (body: object = {}) => ask("POST /provider-migration", body),
    undo: (body: object = {}) => ask("POST /provider-migration/undo", body),
    stored: () => storedOf(service, org),
    events: async () => (await service.events()).filter(([, about]) => about.startsWith(`${org}/`)),
  };
}

/** Everything of an organization that is stored but what counts changes and when they were made. */
async function storedOf(service: ProfilesUnderTest, org: string) {
  const rows = (text: string) => service.database.query(z.unknown(), text, [org]);
  const counted = "- 'revision' - 'updated_at' - 'content_id'";
  return {
    apps: await rows(
      `select to_jsonb(a) ${counted} as row from apps a where org = $1 order by name limit 1000`,
    ),
    stages: await rows(
      "select to_jsonb(s) as row from stages s where org = $1 order by app, name limit 1000",
    ),
    providers: await rows(
      `select to_jsonb(p) as row from providers p where org = $1 order by name limit 1000`,
    ),
    targets: await rows(
      `select to_jsonb(t) ${counted} as row from targets t where org = $1 order by id limit 1000`,
    ),
    parameters: await rows(
      `select to_jsonb(p) as row from target_parameters p join targets t on t.id = p.target_id
        where org = $1 order by p.id limit 1000`,
    ),
    versions: await rows(
      "select to_jsonb(v) as row from profile_versions v where org = $1 order by profile limit 1000",
    ),
    values: await rows(
      "select to_jsonb(v) as row from profile_values v where org = $1 order by id limit 1000",
    ),
  };
}
