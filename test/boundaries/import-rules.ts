import { ServiceId } from "@stagepass/contracts";

/** What a folder may not import. When several rules apply to a file, Biome uses only the last. */
export interface ImportRule {
  /** The files to which the rule applies, except those of tests. */
  readonly folder: string;
  /** Forbidden modules by name, each with what to do instead. */
  readonly modules?: Readonly<Record<string, string>>;
  readonly patterns: readonly ImportPattern[];
  /** Globals of Node that must not be used here, each with what to do instead. */
  readonly globals?: Readonly<Record<string, string>>;
}

/** Forbidden modules by pattern, and what to do instead. A pattern that begins with `!` makes an exception. */
export interface ImportPattern {
  readonly group: readonly string[];
  readonly message: string;
}

const runtimesLibraries = {
  fastify: "Only packages/runtime configures fastify.",
  nats: "Only packages/runtime speaks to NATS.",
  pg: "Only packages/runtime opens databases.",
  pino: "Only packages/runtime configures logs.",
};

const runtimesOwn: ImportPattern = {
  group: [
    ...["fastify/**", "@fastify/**", "nats/**", "@nats-io/**", "pg/**", "pg-*", "pino/**"],
    ...["@opentelemetry/**", "prom-client"],
  ],
  message: "Only packages/runtime uses this.",
};

const servicesAndApps: ImportPattern = {
  group: [
    ...[...ServiceId.options, "local", "aws-stand-in"].flatMap((name) => [
      `@stagepass/${name}`,
      `@stagepass/${name}/**`,
      `../**/${name}/**`,
    ]),
    // A room of a service's own domain may have the name of a service. Nothing in a service is one folder away from another.
    "!../domain/**",
    "!../profiles/**",
  ],
  message: "Services never import each other or an app: they meet on the bus, in the contracts.",
};

/** Forbids a folder all libraries but these. Relative imports stay allowed. */
function only(libraries: readonly string[], message: string): ImportPattern {
  return { group: ["**", "!./**", "!../**", ...libraries.map((library) => `!${library}`)], message };
}

const domain: ImportRule = {
  folder: "services/*/src/domain/**",
  modules: runtimesLibraries,
  patterns: [
    runtimesOwn,
    servicesAndApps,
    only(
      ["@stagepass/contracts", "zod", "semver", "temporal-polyfill", "re2js", "yaml", "lru-cache"],
      "domain/ imports the contracts and pure libraries, and declares its ports.",
    ),
    {
      group: [
        ...["**/store/**", "**/aws/**", "**/vault/**", "**/http/**"],
        ...["http.ts", "bus.ts", "config.ts", "service.ts", "main.ts", "ports.ts"].flatMap((file) => [
          `../${file}`,
          `../../${file}`,
        ]),
      ],
      message: "domain/ is imported by what is around it, and never the other way.",
    },
  ],
  globals: Object.fromEntries(
    [
      ...["fetch", "process", "performance", "setTimeout", "setInterval", "setImmediate", "queueMicrotask"],
      ...["WebSocket", "crypto"],
    ].map((name) => [name, "domain/ has no I/O and no clock: declare a port."]),
  ),
};

/** The files around the domain of the safeguards, as rooms one and two folders deep would import them. */
const aroundTheDomain = [
  ...["*.ts", "sandbox/**", "yaml-threads/**", "pool/**", "docs/**"].flatMap((around) => [
    `../../${around}`,
    `../../../${around}`,
  ]),
  "../../../../**",
];

const rooms = "services/safeguards/src/domain";

const roomsOfSafeguards: readonly ImportRule[] = [
  {
    folder: `${rooms}/template/**`,
    patterns: [
      only(
        ["@stagepass/contracts/limits", "@stagepass/contracts", "yaml"],
        "template/ imports the contracts and the library for YAML.",
      ),
      {
        group: [
          ...["../**/settings/**", "../**/policies/**", "../**/evaluating/**", "../**/checking/**"],
          ...aroundTheDomain,
        ],
        message: "template/ is text in, template out: it imports no other room.",
      },
    ],
  },
  {
    folder: `${rooms}/settings/**`,
    patterns: [
      only(
        ["@stagepass/contracts", "zod", "temporal-polyfill", "re2js"],
        "settings/ imports the contracts and the libraries that settings are written in.",
      ),
      { group: ["../**"], message: "settings/ imports no other room." },
    ],
  },
  {
    folder: `${rooms}/policies/**`,
    patterns: [
      only(
        ["@stagepass/contracts", "zod", "semver", "temporal-polyfill"],
        "policies/ imports the contracts and pure libraries.",
      ),
      {
        group: ["../**/evaluating/**", "../**/checking/**", ...aroundTheDomain],
        message: "A policy knows the template and its settings, and not who asks it.",
      },
      {
        group: ["raw", "substitution", "value"].map((file) => `**/values/${file}.ts`),
        message:
          "A policy reads values through their outcomes: what it reads raw may hide an Fn::If, or what only AWS knows.",
      },
    ],
  },
  {
    folder: `${rooms}/evaluating/**`,
    patterns: [
      only(
        ["@stagepass/contracts", "zod", "lru-cache"],
        "evaluating/ imports the contracts and pure libraries.",
      ),
      {
        group: ["../checking/**", "../../**"],
        message: "evaluating/ asks the policies, and does not know who checks what is saved.",
      },
    ],
  },
];

/** Which folder may import what, from the widest rule to the narrowest. */
export const importRules: readonly ImportRule[] = [
  ...["services/**", "apps/**", "packages/**"].map((folder) => ({
    folder,
    modules: runtimesLibraries,
    patterns: folder === "services/**" ? [runtimesOwn, servicesAndApps] : [runtimesOwn],
  })),
  domain,
  ...roomsOfSafeguards,
  {
    folder: "packages/contracts/**",
    modules: runtimesLibraries,
    patterns: [
      runtimesOwn,
      {
        group: ["node:*", "@stagepass/*"],
        message: "The contracts are zod alone: a browser imports them.",
      },
    ],
  },
  { folder: "packages/runtime/**", patterns: [servicesAndApps] },
  {
    folder: "packages/subscriber/**",
    patterns: [
      {
        group: ["**", "!./**", "!../errors/*", "!../options/*", "!@stagepass/contracts", "!nats", "!zod"],
        message:
          "The subscriber is installed by others: it has the contracts, zod and the NATS client of whoever installs it.",
      },
    ],
  },
];
