import { type LiveEvent, pathOf } from "./live-event.ts";

/** What was read and may be different now: by the beginning of its key, or by its whole key. */
export interface Touched {
  readonly queryKey: readonly unknown[];
  readonly exact?: boolean;
}

/** What is to be read again after an event, if it is on the page. */
export function touchedBy(event: Pick<LiveEvent, "type" | "subject">): Touched[] {
  const [org = ""] = event.subject.split("/", 1);
  const path = pathOf(event);
  const [kind, name] = path;
  const about = (...key: readonly unknown[]): Touched => ({ queryKey: [org, ...key] });
  const list = (...key: readonly unknown[]): Touched => ({ queryKey: [org, ...key], exact: true });
  // What a deploy would get can depend on everything that somebody sets.
  const answers = about("explanation");
  switch (kind) {
    case undefined:
      return [about("organization"), about("profiles"), answers];
    case "profiles":
      return [
        ...lists("profiles"),
        about("profiles", "one", name),
        answers,
        ...renamed(event, about("apps")),
      ];
    case "providers":
      return [about("providers"), answers];
    case "access-keys":
      return [about("access-keys")];
    case "deployments":
      return [...lists("deployments"), about("deployments", "one", name)];
    case "apps":
      return [list("apps"), about("apps", "found"), ...ofApp(path), answers];
    default:
      return [];
  }

  function lists(thing: string): Touched[] {
    return thing === "profiles"
      ? [about(thing, "list"), about(thing, "found")]
      : [about(thing, "newest"), about(thing, "last")];
  }

  function ofApp([, app, part, service, instances, stage, region]: readonly string[]): Touched[] {
    if (part === undefined)
      return [about("apps", app), about("profiles"), ...renamed(event, about("deployments"))];
    if (part === "stages") return [list("apps", app), about("apps", app, "stages"), about("profiles")];
    if (part === "blueprints") return [about("apps", app, "blueprints"), about("providers")];
    const services = ["apps", app, "services"] as const;
    if (instances === undefined) return [list(...services), about(...services, service), about("providers")];
    const place = [...services, service, instances] as const;
    return [list(...place), about(...place, stage, region), about("providers")];
  }
}

/** What else another name is shown in. */
function renamed({ type }: Pick<LiveEvent, "type">, touched: Touched): Touched[] {
  return type.endsWith(".renamed") ? [touched] : [];
}
