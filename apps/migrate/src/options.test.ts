import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

const env = { STAGEPASS_ACCESS_KEY: "sp_key" };

test("an organization is migrated at the local address unless the command line says otherwise", () => {
  expect(readOptions(["--org", "acmecorp"], env)).toEqual({
    ...{ org: "acmecorp", app: undefined, action: "migrate", asHosted: false, json: false },
    ...{ url: "http://127.0.0.1:4000", key: "sp_key" },
  });
  const all = [
    "--org",
    "acmecorp",
    "--app",
    "web",
    "--dry-run",
    "--as-hosted",
    "--json",
    "--url",
    "https://s.example",
  ];
  expect(readOptions(all, env)).toMatchObject({
    ...{ app: "web", action: "plan", asHosted: true, json: true, url: "https://s.example" },
  });
  expect(readOptions(["--org", "acmecorp", "--undo", "--app", "web"], env)).toMatchObject({
    action: "undo",
    app: "web",
  });
  expect(readOptions(["-h"], {})).toBe("help");
});

test.each([
  [[], env, "--org is missing"],
  [["--org", "Acme"], env, "--org must be 5 to 39 lower-case letters"],
  [["--org", "acmecorp", "--app", "A B"], env, "--app must be kebab-case"],
  [["--org", "acmecorp", "--undo", "--dry-run"], env, "--undo stands alone"],
  [["--org", "acmecorp"], {}, "STAGEPASS_ACCESS_KEY is not set"],
  [["--org", "acmecorp", "--url", "nowhere"], env, '"nowhere" is no URL'],
  [["--org", "acmecorp", "--force"], env, "Unknown option '--force'"],
])("%j is refused with what is wrong and where to look", (args, given, says) => {
  expect(() => readOptions(args, given)).toThrow(says);
  expect(() => readOptions(args, given)).toThrow("See: npm run migrate:providers -- --help");
});
