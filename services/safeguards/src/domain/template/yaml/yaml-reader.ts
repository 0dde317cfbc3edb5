/** The JSON of a YAML text, or why the text is refused: the rest of a sentence about it. */
export type YamlReading = { readonly json: string } | { readonly refused: string };

/** Reads YAML outside of the service's own thread, so that a slow document does not hold up other requests. */
export interface YamlReader {
  /**
   * Reads one document. `owner` is the organization that it is read for: an owner with many documents does not keep
   * the others waiting. Throws `unavailable` when too many documents wait.
   */
  read(text: string, owner: string): Promise<YamlReading>;
}
