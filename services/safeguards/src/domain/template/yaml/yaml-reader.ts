/** What a YAML text says, as JSON, or why it is refused: the rest of a sentence about the text. */
export type YamlReading = { readonly json: string } | { readonly refused: string };

/** Reads YAML where a document that takes long holds up nobody else. */
export interface YamlReader {
  /**
   * Reads one document. `owner` is whom it is read for: one who sends many does not keep the others waiting. Throws
   * `unavailable` when too many documents wait.
   */
  read(text: string, owner: string): Promise<YamlReading>;
}
