import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// Workspace packages are read from their sources, so that a test never runs against a stale build. ("import" must not
// stand here: it would reach the require() calls of dependencies too.)
const conditions = ["source", "node"];
const sources = "{packages,services,apps}/*/src/**";
/** These keep every processor busy, with processes that let all others go first: they run alone. */
const sandboxUnderAttack = "services/safeguards/src/sandbox/hostile-policies.integration.test.ts";

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // Most tests wait for servers more than they compute.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Node 20 is supported here as long as it is.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          setupFiles: ["test/support/properties.ts"],
          isolate: false,
          // Some read megabytes, on machines that do other things as well.
          testTimeout: 30_000,
          include: [`${sources}/*.test.ts`],
          exclude: ["**/*.integration.test.ts", "**/node_modules/**", "**/dist/**"],
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: [`${sources}/*.integration.test.ts`],
          exclude: ["**/node_modules/**", "**/dist/**", sandboxUnderAttack],
          globalSetup: ["test/support/global-setup.ts"],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["test/**/*.test.ts"],
          exclude: ["**/node_modules/**", "test/faults/**", "test/clients/**"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "clients",
          // After the others, beside which the clients are installed.
          sequence: { groupOrder: 1 },
          include: ["test/clients/**/*.test.ts"],
          exclude: ["**/node_modules/**"],
          globalSetup: ["test/clients/global-setup.ts"],
          // Each test starts programs of others, which take seconds, and several of them on a busy machine longer.
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: "sandbox",
          sequence: { groupOrder: 3 },
          include: [sandboxUnderAttack],
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          // On its own: it stops and starts servers under load, which other tests would feel.
          name: "faults",
          sequence: { groupOrder: 2 },
          include: ["test/faults/**/*.test.ts"],
          exclude: ["**/node_modules/**"],
          maxWorkers: 2,
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
