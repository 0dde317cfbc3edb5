import { z } from "zod";
import { plainText } from "./plain-text.ts";

/** The deploying tool, as it names itself. */
export const Client = z.strictObject({ name: plainText(64), version: plainText(64).optional() });
