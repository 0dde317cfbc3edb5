/**
 * Whether a stage is text whose variables nobody has resolved, such as `${opt:stage, 'dev'}`. Some clients ask before
 * they know their stage, and keep what they were given.
 */
export function isUnresolved(stage: string): boolean {
  return stage.includes("${");
}
