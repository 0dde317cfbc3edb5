/**
 * Whether the name of a stage still holds variables, such as `${opt:stage, 'dev'}`. Some clients ask before they know their
 * stage, and keep the answer.
 */
export function isUnresolved(stage: string): boolean {
  return stage.includes("${");
}
