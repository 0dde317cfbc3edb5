import { z } from "zod";
import { defineEvent } from "../../define/define.ts";
import { by, exampleBy } from "./event-fields.ts";

const ofKey = { ...by, keyId: z.string(), name: z.string(), role: z.string() };

export const accessKeyCreated = defineEvent({
  subject: "profiles.v1.access-key.created",
  summary: "An access key was made.",
  data: z.object(ofKey),
  example: { ...exampleBy, keyId: "key_9Zr3", name: "github-actions", role: "deployer" },
});

export const accessKeyRevoked = defineEvent({
  subject: "profiles.v1.access-key.revoked",
  summary: "An access key was revoked.",
  data: z.object(ofKey),
  example: { ...exampleBy, keyId: "key_9Zr3", name: "github-actions", role: "deployer" },
});
