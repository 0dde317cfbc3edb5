import type { Need } from "./policy-document.ts";
import type { CustomPolicy } from "./sandbox.ts";

/**
 * The inputs that a custom policy's source names. It sees no others, so that one that evaluates the template can never pass
 * because none was sent. A name in a comment or a text counts too.
 */
export function namedInputs({ engine, source }: CustomPolicy): Need[] {
  return names[engine].flatMap(([name, need]) => (name.test(source) ? [need] : []));
}

const names: Record<CustomPolicy["engine"], [RegExp, Need][]> = {
  expression: [
    [/(?<![.\w])resources\b/, "template"],
    [/(?<![.\w])declaration\b/, "declaration"],
    [/(?<![.\w])frameworkVersion\b/, "framework-version"],
    // Whatever is not plainly another part of the target may be this one.
    [/(?<![.\w])target\b(?!\s*\.\s*(?:org|app|service|region)\b)/, "stage"],
    [/(?<![.\w])target\b(?!\s*\.\s*(?:org|app|stage|region)\b)/, "service"],
    [/(?<![.\w])target\b(?!\s*\.\s*(?:org|app|stage|service)\b)/, "region"],
  ],
  javascript: [
    [/\bcompiled\b/, "template"],
    // A local policy often passes the whole `service` on; what it is without a declaration, no policy expects.
    [/\b(?:declaration|service)\b/, "declaration"],
    [/\bframeworkVersion\b/, "framework-version"],
    [/\bgetStage\b/, "stage"],
    [/\bgetRegion\b/, "region"],
  ],
};
