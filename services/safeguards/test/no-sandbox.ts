import type { Sandbox } from "../src/domain/policies/definition/sandbox.ts";

/** For tests in which nothing may run in the sandbox. */
export const noSandbox: Sandbox = {
  compile: () => Promise.reject(new Error("nothing should be compiled here")),
  evaluate: () => Promise.reject(new Error("nothing should be evaluated in the sandbox here")),
};
