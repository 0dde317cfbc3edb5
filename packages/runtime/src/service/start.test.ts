import { expect, test } from "vitest";
import { z } from "zod";
import { problemDetails } from "../http/problems/problem-format.ts";
import { defineService, type HttpDialect } from "./service.ts";
import { start } from "./start.ts";

const serviceWith = (dialect?: HttpDialect) =>
  defineService({
    name: "safeguards",
    env: z.object({}),
    ...(dialect !== undefined && { dialect }),
    create: () => ({ routes: [], authenticate: () => Promise.reject(new Error("nobody calls it")) }),
  });

test("a service with an HTTP dialect is not started in one process with others", async () => {
  const special = serviceWith({ problems: problemDetails, readUrl: (url) => url });
  await expect(start([serviceWith(), special], {})).rejects.toThrow("start it by itself");
});
