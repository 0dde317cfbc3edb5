import type { Need } from "./policy-document.ts";
import type { CustomPolicy } from "./sandbox.ts";

/**
 * The inputs that the source of a custom policy names. It sees no other input, so that a policy about the template
 * cannot pass because none was sent. A name in a comment or in a string counts, too.
 */
export function namedInputs({ engine, source }: CustomPolicy): Need[] {
  return names[engine].flatMap(([name, need]) => (name.test(source) ? [need] : []));
}

const names: Record<CustomPolicy["engine"], [RegExp, Need][]> = {
  expression: [
    [/(?<![.\w])resources\b/, "template"],
    [/(?<![.\w])declaration\b/, "declaration"],
    [/(?<![.\w])frameworkVersion\b/, "framework-version"],
    // Any use of the target that does not plainly name another part may be this part.
    [/(?<![.\w])target\b(?!\s*\.\s*(?:org|app|service|region)\b)/, "stage"],
    [/(?<![.\w])target\b(?!\s*\.\s*(?:org|app|stage|region)\b)/, "service"],
    [/(?<![.\w])target\b(?!\s*\.\s*(?:org|app|stage|service)\b)/, "region"],
  ],
  javascript: [
    [/\bcompiled\b/, "template"],
    // A local policy often passes the whole `service` on. No policy expects it without a declaration.
    [/\b(?:declaration|service)\b/, "declaration"],
    [/\bframeworkVersion\b/, "framework-version"],
    [/\bgetStage\b/, "stage"],
    [/\bgetRegion\b/, "region"],
  ],
};
