import { jsonPath, type SafeguardResult, type ViolationPlace } from "@stagepass/contracts";

/** A message of a safeguard and, where the policy knows it, the place that it is about. */
export interface BrokenRule {
  readonly message: string;
  readonly place: ShownPlace | null;
}

/** A place as a page shows it: the resource, and the path below it. */
export interface ShownPlace {
  readonly document: ViolationPlace["document"];
  readonly resource: string | undefined;
  /** The path below the resource, or below the document. It is empty for the whole of it. */
  readonly below: string;
  /** The whole path, to be copied. */
  readonly path: string;
}

/** The messages of a result with their places. A message does not repeat the place that stands beside it. */
export function brokenRules({
  messages,
  places = [],
}: Pick<SafeguardResult, "messages" | "places">): BrokenRule[] {
  return messages.map((message, index) => {
    const place = places[index] ?? null;
    if (place === null) return { message, place };
    return {
      message: message.replace(` (in the ${place.document} at ${place.path})`, ""),
      place: shown(place),
    };
  });
}

function shown({ document, path, resource }: ViolationPlace): ShownPlace {
  const root = resource === undefined ? "$" : jsonPath(["Resources", resource]);
  const below = document === "template" && isBelow(path, root) ? path.slice(root.length) : path.slice(1);
  return { document, resource, below: below.replace(/^\./, ""), path };
}

const isBelow = (path: string, root: string) =>
  path.startsWith(root) && ["", ".", "["].includes(path.charAt(root.length));
