/** The outputs of a deployment: those that are kept, exactly as they were reported, and those that are not kept. */
export interface JudgedOutputs {
  readonly outputs: Readonly<Record<string, unknown>>;
  /** By name, which secret each of them holds, such as `parameter DB_URL`. */
  readonly withheldOutputs: Readonly<Record<string, string>>;
}
