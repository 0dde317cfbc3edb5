import { invalidInput, jsonPath, type Problem } from "@stagepass/contracts";
import { LineCounter } from "yaml";

/** A YAML text that is being read, and its refusals. These never repeat the text, which may hold secrets. */
export class YamlSource {
  readonly text: string;
  /** Whoever reads the text tells where its lines begin. */
  readonly lines = new LineCounter();
  readonly #path: string;

  /** `root` is where the text stands in the caller's body. */
  constructor(text: string, root: readonly PropertyKey[]) {
    this.text = text;
    this.#path = jsonPath(root);
  }

  /** Refuses the text; `message` continues a sentence about it. */
  refusal(message: string): Problem {
    return invalidInput([{ path: this.#path, message }]);
  }

  /** Refuses the text for what stands at `offset`. */
  refusalAt(offset: number, message: string): Problem {
    return this.refusal(`${message} (line ${this.lines.linePos(offset).line})`);
  }

  /** Refuses a text that breaks YAML's rules at `offset`. `code` is the library's name for the rule. */
  syntaxMistake(offset: number, code: string): Problem {
    const { line, col } = this.lines.linePos(offset);
    const rule = code.toLowerCase().replaceAll("_", " ");
    return this.refusal(`is not valid YAML: line ${line}, column ${col}: ${rule}`);
  }

  /** Refuses a text that is nested deeper than `limit`. */
  tooDeep(limit: number): Problem {
    return this.refusal(`is nested deeper than ${limit} levels; flatten it`);
  }
}
