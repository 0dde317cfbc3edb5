import { z } from "zod";
import { plainText } from "./plain-text.ts";

/** The name and the version that a deploying tool gives itself. */
export const Client = z.strictObject({ name: plainText(64), version: plainText(64).optional() });
