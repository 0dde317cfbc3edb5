import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// Workspace packages are read from their sources, so that a test never runs against a stale build. ("import" must not
// stand here: it would reach the require() calls of dependencies too.)
const conditions = ["source", "node"];
const sources = "{packages,services,apps}/*/src/**";
/** These keep every processor busy, with processes that let all others go first: they run alone. */
const sandboxUnderAttack = "services/safeguards/src/sandbox/hostile-policies.integration.test.ts";
/** This one counts the timers of its process, which other files would add to. */
const childOfSandbox = "services/safeguards/src/sandbox/child.integration.test.ts";
/** These try thousands of inputs, for half a minute of the processor: too long for what runs before every commit. */
const properties = `${sources}/*.property.test.ts`;
/** They only read files of the repository, and run before every commit. */
const quickBoundaries = [
  "test/boundaries/biome-config.test.ts",
  "test/boundaries/rooms.test.ts",
  "test/boundaries/handled-routes.test.ts",
  "test/boundaries/registered-policies.test.ts",
  "test/compose/containers.test.ts",
  "test/compose/environment.test.ts",
];
const elsewhere = ["**/node_modules/**", "**/dist/**"];

/**
 * These limits only end what hangs, on a machine that has much else to do, too: no test is red because it had to wait for
 * a processor. What has to be quick says so itself, in time of the processor or as `expectWithin` does.
 */
const hangs = { testTimeout: 300_000, hookTimeout: 300_000 };

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // Most tests wait for servers more than they compute.
    maxWorkers: Math.max(4, availableParallelism() - 1),
    ...hangs,
    // Node 20 is supported here as long as it is.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          setupFiles: ["test/support/properties.ts"],
          isolate: false,
          include: [
            `${sources}/*.test.ts`,
            "bench/src/**/*.test.ts",
            "examples/*/src/**/*.test.ts",
            ...quickBoundaries,
          ],
          exclude: ["**/*.integration.test.ts", properties, ...elsewhere],
        },
      },
      {
        extends: true,
        test: {
          name: "properties",
          setupFiles: ["test/support/properties.ts"],
          isolate: false,
          include: [properties, "test/**/*.property.test.ts"],
          exclude: elsewhere,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          // Most of their time went into reading the same modules anew for each file. A test takes back what it changes.
          isolate: false,
          include: [`${sources}/*.integration.test.ts`],
          exclude: [...elsewhere, sandboxUnderAttack, childOfSandbox],
          globalSetup: ["test/support/servers/global-setup.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          isolate: false,
          include: ["test/**/*.test.ts"],
          exclude: [
            "**/node_modules/**",
            ...["test/faults/**", "test/clients/**", "test/browser/**", "test/**/*.property.test.ts"],
            ...quickBoundaries,
          ],
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          // One browser for many files: each of its pages knows nothing of the others.
          isolate: false,
          sequence: { groupOrder: 1 },
          include: ["test/browser/**/*.test.ts"],
          exclude: ["**/node_modules/**"],
          globalSetup: ["test/browser/support/global-setup.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "clients",
          isolate: false,
          // After the others, beside which the clients are installed.
          sequence: { groupOrder: 1 },
          include: ["test/clients/**/*.test.ts"],
          exclude: ["**/node_modules/**"],
          globalSetup: ["test/clients/global-setup.ts"],
          // Each test starts programs of others, which take seconds, and several of them on a busy machine minutes.
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        extends: true,
        test: {
          name: "sandbox",
          sequence: { groupOrder: 2 },
          include: [sandboxUnderAttack, childOfSandbox],
        },
      },
      {
        extends: true,
        test: {
          // Their systems are their own, and wait for time limits and recoveries while the clients and the browser compute.
          name: "faults",
          isolate: false,
          sequence: { groupOrder: 1 },
          include: ["test/faults/**/*.test.ts"],
          exclude: ["**/node_modules/**"],
          // Each test waits for many answers, or until the time limits of services have passed.
          testTimeout: 900_000,
        },
      },
    ],
  },
});
