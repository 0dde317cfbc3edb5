import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import release from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSRuntime,
  type QuickJSSyncVariant,
} from "quickjs-emscripten-core";
import { limits } from "../../limits.ts";
import { atMoment } from "./clock.ts";

/** A JavaScript engine that has run nothing yet. */
export interface Machine {
  readonly context: QuickJSContext;
  readonly runtime: QuickJSRuntime;
}

/**
 * The engine's stack, in bytes. A larger one could exhaust the stack of the WebAssembly module itself, which ends the
 * process.
 */
const stackBytes = 256 * 1024;

const variant = release as unknown as QuickJSSyncVariant; // the types are of the CommonJS build, where it is one step further in

// Node has it, and its types of version 20 do not.
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<object> };

let engine: ReturnType<typeof loadEngine> | undefined;

/**
 * A fresh engine with a memory of its own, in which no other policy left or broke anything. It needs no disposal: its
 * memory is freed as a whole with the last reference to it.
 */
export async function startMachine(moment: Date): Promise<Machine> {
  engine ??= loadEngine();
  const quickjs = await newQuickJSWASMModuleFromVariant(await engine);
  const runtime = quickjs.newRuntime({
    memoryLimitBytes: limits.documentBytes,
    maxStackSizeBytes: stackBytes,
  });
  // The random numbers are seeded with the time at which the context is made.
  return { runtime, context: atMoment(moment, () => runtime.newContext()) };
}

async function loadEngine() {
  const { resolve } = createRequire(import.meta.url);
  const bytes = await readFile(resolve("@jitl/quickjs-wasmfile-release-sync/wasm"));
  return newVariant(variant, { wasmModule: await WebAssembly.compile(bytes) });
}
