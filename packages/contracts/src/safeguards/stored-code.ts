/**
 * The code of a `javascript` safeguard whose settings are text. The hosted dashboard stored code as JSON text, such as
 * `"approved()"` with its quotes; a script that is such a text itself would be pointless.
 */
export function decodeStoredCode(settings: string): string {
  if (!settings.trimStart().startsWith('"')) return settings;
  try {
    const code: unknown = JSON.parse(settings);
    return typeof code === "string" ? code : settings;
  } catch {
    return settings;
  }
}
