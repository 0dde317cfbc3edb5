/** What of an organization is listed: what comes after a name, and has a text in its own. */
export interface ListedAfter {
  readonly org: string;
  readonly after: string;
  readonly search?: string | undefined;
}
