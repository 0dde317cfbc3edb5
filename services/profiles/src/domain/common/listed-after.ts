/** What of an organization is listed: what comes after a name, has a text in its own, and is among some names and wildcards. */
export interface ListedAfter {
  readonly org: string;
  readonly after: string;
  readonly search?: string | undefined;
  readonly within?: readonly string[] | undefined;
}
