import { maxDepth } from "@stagepass/contracts/limits";

/** Where something stands in a text. Both count from 1. */
interface Position {
  readonly line: number;
  readonly col: number;
}

/**
 * The reason why a YAML text is refused. The message continues a sentence about the text, and never repeats the text,
 * which may hold secrets.
 */
export class YamlProblem extends Error {
  constructor(message: string, at?: Position) {
    super(at === undefined ? message : `${message} (line ${at.line})`);
  }

  /** The text breaks YAML's own rules. `code` is the library's name for the rule. */
  static ofSyntax(code: string, { line, col }: Position): YamlProblem {
    const rule = code.toLowerCase().replaceAll("_", " ");
    return new YamlProblem(`is not valid YAML: line ${line}, column ${col}: ${rule}`);
  }

  static tooDeep(): YamlProblem {
    return new YamlProblem(`is nested deeper than ${maxDepth} levels; flatten it`);
  }
}
