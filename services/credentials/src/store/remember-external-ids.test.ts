import { expect, test } from "vitest";
import { rememberExternalIds } from "./remember-external-ids.ts";

test("an external ID is read once for each organization and role", async () => {
  const asked: string[] = [];
  const get = rememberExternalIds(async (org, roleArn) => {
    asked.push(`${org} ${roleArn}`);
    return `id of ${org} for ${roleArn}`;
  });
  expect(await get("acmecorp", "a")).toBe("id of acmecorp for a");
  expect(await get("acmecorp", "a")).toBe("id of acmecorp for a");
  expect(await get("othercorp", "a")).toBe("id of othercorp for a");
  expect(asked).toEqual(["acmecorp a", "othercorp a"]);
});

test("an external ID is read again after a failure", async () => {
  let fails = true;
  const get = rememberExternalIds(async () => {
    if (fails) throw new Error("down");
    return "id";
  });
  await expect(get("acmecorp", "a")).rejects.toThrow("down");
  fails = false;
  expect(await get("acmecorp", "a")).toBe("id");
});
