import { z } from "zod";
import { AppName, OrgName, Region, ServiceName, StageName } from "../values/names.ts";
import { plainText } from "../values/plain-text.ts";
import { SafeguardInput } from "./safeguard-input.ts";

/** The target of an example. Everything has a default, so that an example only states what matters to it. */
const ExampleTarget = z
  .strictObject({
    org: OrgName.default("example"),
    app: AppName.default("example"),
    stage: StageName.default("dev"),
    service: ServiceName.default("example"),
    region: Region.default("us-east-1"),
  })
  .prefault({});

/**
 * An example of a deploy, with the outcome that a safeguard is expected to have on it. Examples are tried whenever the
 * safeguard is saved; one with another outcome is a violation. At level `warning`, `failed` stands for `warned`.
 */
export const SafeguardExample = z.strictObject({
  name: plainText(128).optional(),
  input: SafeguardInput.extend({ target: ExampleTarget }),
  expect: z.enum(["passed", "failed", "skipped"]),
});
export type SafeguardExample = z.infer<typeof SafeguardExample>;
