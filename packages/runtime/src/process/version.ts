import { createRequire } from "node:module";
import { z } from "zod";

const manifest = z.object({ version: z.string() });

/** The version of this package, which is the version of Stagepass. */
export const { version } = manifest.parse(createRequire(import.meta.url)("../../package.json"));
