/** The parts of a stage that the host keeps, out of the policy's reach. */
export interface Stage {
  /** The export of the source: a function, if the source is a module as local policy files are. */
  exported(): unknown;
  /** The calls of `approve` and `fail` so far. */
  readonly verdict: { approved: boolean; failures: number; [failure: number]: string };
  /** Whether the last value of a script is truthy. Of a promise, the value that it resolves to counts. */
  weigh(value: unknown): Promise<boolean>;
  /** Calls a local policy, and waits for it. */
  call(policy: (...inputs: unknown[]) => unknown): Promise<void>;
}

/** The inputs that are always sent. */
interface Facts {
  readonly target: Readonly<Partial<Record<"stage" | "region", string>>>;
  readonly frameworkVersion?: string;
}

type Jsonata = (query: string) => { evaluate(input: unknown): unknown };

/**
 * Sets the globals that the hosted dashboard and its client offered to policies. The source of this function runs
 * inside the engine: it can use nothing from around it, and must rely on nothing that a policy can replace later. All
 * inputs are JSON. An empty input was not sent, and its globals do not exist.
 */
export function setStage(
  [facts, declaration, resources, options]: readonly [string, string, string, string],
  jsonata: Jsonata | undefined,
): Stage {
  const { target, frameworkVersion }: Facts = JSON.parse(facts); // written by the host, from a parsed document
  const service: Record<string, unknown> = {};
  if (frameworkVersion !== undefined) service["frameworkVersion"] = frameworkVersion;
  if (declaration !== "") service["declaration"] = JSON.parse(declaration);
  if (resources !== "") {
    const list: { logicalId: string; body: unknown }[] = JSON.parse(resources);
    const template = { Resources: Object.fromEntries(list.map(({ logicalId, body }) => [logicalId, body])) };
    service["compiled"] = {
      "cloudformation-template-create-stack.json": template,
      "cloudformation-template-update-stack.json": template,
      "serverless-state.json": { service: service["declaration"], package: {} },
    };
  }
  const known = (part: "stage" | "region"): string => {
    const value = target[part];
    if (value === undefined) throw new Error(`The ${part} of this deploy is not known.`);
    return value;
  };
  const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
  const normal = (name: string) => capital(name).replaceAll("-", "Dash").replaceAll("_", "Underscore");
  service["provider"] = {
    getStage: () => known("stage"),
    getRegion: () => known("region"),
    naming: { getLambdaLogicalId: (name: string) => `${normal(name)}LambdaFunction` },
  };

  const module: { exports: unknown } = { exports: {} };
  Object.assign(globalThis, service, { module, exports: module.exports });
  if (jsonata !== undefined) {
    const finds = (query: string) => {
      const found = jsonata(query).evaluate(service);
      return typeof found === "object" && found !== null ? Object.keys(found).length > 0 : Boolean(found);
    };
    Object.assign(globalThis, { jsonata: finds });
  }

  // Without a prototype, so that no accessor that the policy defines is called.
  const verdict: Stage["verdict"] = Object.assign(Object.create(null), { approved: false, failures: 0 });
  const policy = Object.freeze({
    approve() {
      verdict.approved = true;
    },
    fail(message: unknown) {
      verdict[verdict.failures++] = message === undefined ? "The policy gave no message." : `${message}`;
    },
  });
  const settings: unknown = options === "" ? {} : JSON.parse(options);
  return {
    exported: () => module.exports,
    verdict,
    weigh: async (value) => !!(await value),
    call: async (local) => void (await local(policy, service, settings)),
  };
}
