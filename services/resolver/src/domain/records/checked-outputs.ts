/** The outputs of a deployment, checked for secrets. */
export interface CheckedOutputs {
  /** The outputs without secrets, exactly as they were reported. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The secret in each output that is not kept, by the name of the output: `parameter DB_URL`, for example. */
  readonly withheldOutputs: Readonly<Record<string, string>>;
}
