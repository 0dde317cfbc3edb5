import type { YamlReading } from "../domain/template/yaml/yaml-reader.ts";

/** A message of a thread: that it is warm, and then an answer to each text. */
export type Message =
  /** `stat` is the file that tells the thread's time on a processor, where the system has one. */
  | { readonly kind: "ready"; readonly stat?: string }
  | { readonly kind: "read"; readonly reading: YamlReading };
