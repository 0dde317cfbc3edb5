import { Problem } from "@stagepass/contracts";
import type { BoundRoute } from "./route.ts";

/** A body that was sent as YAML. It is read only by a route that takes YAML, and not in the server itself. */
export class YamlBody {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Returns the value of a YAML body. Throws `unsupported-media-type` where the route takes none, and `invalid`. */
export async function readYamlBody(
  { text }: YamlBody,
  { contract, readYaml }: Pick<BoundRoute, "contract" | "readYaml">,
  org: unknown,
): Promise<unknown> {
  if (contract.readsYaml === true && readYaml !== undefined) return readYaml(text, String(org));
  throw new Problem(
    "unsupported-media-type",
    "Send the body as JSON, with the header: content-type: application/json",
  );
}
