import { expect, test } from "vitest";
import { z } from "zod";
import { problemDetails } from "../http/error-format.ts";
import { defineService, type HttpDialect } from "./service.ts";
import { start } from "./start.ts";

const serviceWith = (dialect?: HttpDialect) =>
  defineService({
    name: "safeguards",
    env: z.object({}),
    ...(dialect !== undefined && { dialect }),
    create: () => ({ routes: [], authenticate: () => Promise.reject(new Error("nobody calls it")) }),
  });

test("a service whose server speaks in its own way is not started with others, which would speak so too", async () => {
  const special = serviceWith({ errors: problemDetails, readUrl: (url) => url });
  await expect(start([serviceWith(), special], {})).rejects.toThrow("start it by itself");
});
