import { createRequire } from "node:module";
import { z } from "zod";

const manifest = z.object({ version: z.string() });

/** The version of Stagepass that runs, as its package says. */
export const { version } = manifest.parse(createRequire(import.meta.url)("../../package.json"));
