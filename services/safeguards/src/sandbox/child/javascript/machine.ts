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

/** A JavaScript engine in which nothing ran before. */
export interface Machine {
  readonly context: QuickJSContext;
  readonly runtime: QuickJSRuntime;
}

/** Beyond it the stack of the WebAssembly module itself could be exhausted, which no script survives. */
const stackBytes = 256 * 1024;

// The library's types are those of its CommonJS build, where the variant is one step further in.
const variant = release as unknown as QuickJSSyncVariant;

// Node has it, and its types of version 20 do not.
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<object> };

let engine: ReturnType<typeof loadEngine> | undefined;

/**
 * A fresh engine with a memory of its own: what another policy left in its memory, or broke there, is not in this one. It
 * is not disposed of; letting go of it frees its memory as a whole.
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
