import { type ImportRule, importRules } from "./import-rules.ts";

/** The content of biome.json: how code is formatted, which rules it must follow, and what may import what. */
export const biomeConfig = {
  $schema: "./node_modules/@biomejs/biome/configuration_schema.json",
  vcs: { enabled: true, clientKind: "git", useIgnoreFile: true },
  files: {
    includes: [
      ...["**", "!package-lock.json", "!examples/**/*.json"],
      ...["!**/__snapshots__", "!docs/asyncapi.json"],
    ],
  },
  formatter: { indentStyle: "space", lineWidth: 110 },
  linter: {
    rules: {
      preset: "recommended",
      complexity: { useLiteralKeys: "off" },
      correctness: { noUnusedImports: "error", noUnusedVariables: "error" },
      style: {
        noNonNullAssertion: "error",
        noProcessEnv: "error",
        useImportType: "error",
        useNodejsImportProtocol: "error",
      },
      suspicious: { noConsole: "error", noExplicitAny: "error", noTemplateCurlyInString: "off" },
    },
  },
  overrides: [
    ...importRules.map(toOverride),
    {
      includes: [
        ...["**/src/main.ts", "apps/*/start.js", "test/**", "bench/**", "deploy/**"],
        "vitest.config.ts",
      ],
      linter: { rules: { style: { noProcessEnv: "off" } } },
    },
    { includes: ["biome.json"], json: { formatter: { expand: "always" } } },
  ],
};

function toOverride({ folder, modules, patterns, globals }: ImportRule) {
  return {
    includes: [folder, "!**/*.test.*", "!**/test/**"],
    linter: {
      rules: {
        style: {
          noRestrictedImports: { level: "error", options: { paths: modules, patterns } },
          noRestrictedGlobals:
            globals === undefined ? undefined : { level: "error", options: { deniedGlobals: globals } },
        },
      },
    },
  };
}
