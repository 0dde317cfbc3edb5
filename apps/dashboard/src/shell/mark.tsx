/** The sign of Stagepass: a pass with a tick. */
export function Mark({ size = 36 }: { readonly size?: number }) {
  return <img src="/icon.svg" width={size} height={size} alt="" />;
}
