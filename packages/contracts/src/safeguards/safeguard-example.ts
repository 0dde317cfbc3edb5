import { z } from "zod";
import { AppName, OrgName, Region, ServiceName, StageName } from "../values/names.ts";
import { plainText } from "../values/plain-text.ts";
import { SafeguardInput } from "./safeguard-input.ts";

/** The target of an example, of which only what matters needs to be written. */
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
 * A deploy, and what a safeguard is to make of it. It is tried whenever the safeguard is saved, and a safeguard that
 * answers otherwise is refused. At level `warning`, `failed` stands for `warned`.
 */
export const SafeguardExample = z.strictObject({
  name: plainText(128).optional(),
  input: SafeguardInput.extend({ target: ExampleTarget }),
  expect: z.enum(["passed", "failed", "skipped"]),
});
export type SafeguardExample = z.infer<typeof SafeguardExample>;
