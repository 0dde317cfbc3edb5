import { Problem } from "@stagepass/contracts";
import { blueprintTitle } from "../common/blueprint.ts";

/**
 * A service that is linked to a provider, or an instance of one, whose stage and region are then not null. The service of a
 * blueprint is empty.
 */
export interface ProviderUse {
  readonly app: string;
  readonly service: string;
  readonly stage: string | null;
  readonly region: string | null;
}

/** A provider, and the apps in which it may stay linked. */
interface AskedProvider {
  readonly org: string;
  readonly provider: string;
  readonly exceptApps?: readonly string[];
}

/** Finds what is linked to a provider. */
export interface ProviderUses {
  /**
   * Returns the first services and instances that are linked to a provider, and how many there are. The provider's row must
   * be locked, so that no link is added meanwhile.
   */
  listProviderUses(asked: AskedProvider, limit: number): Promise<{ uses: ProviderUse[]; total: number }>;
}

const namedUses = 10;

/**
 * Throws `provider-in-use`, which names the links, when a provider that is to be deleted is linked to something, or when
 * something outside of the apps is that it is to be limited to.
 */
export async function assertNotLinked(changes: ProviderUses, asked: AskedProvider): Promise<void> {
  const { uses, total } = await changes.listProviderUses(asked, namedUses);
  if (total === 0) return;
  const more = total > uses.length ? ` and ${total - uses.length} more` : "";
  const named = `${uses.map(nameOf).join(", ")}${more}`;
  const { provider, exceptApps } = asked;
  const instead = uses.some(({ service }) => service === "") ? ", and delete the blueprints" : "";
  throw new Problem(
    "provider-in-use",
    exceptApps === undefined
      ? `The provider ${provider} cannot be deleted: it is linked to ${named}. Link these to another provider first${instead}.`
      : `The provider ${provider} cannot be limited to these apps: it is linked to ${named}. ` +
          `Link these to another provider first${instead}, or name their apps as well.`,
  );
}

function nameOf({ app, service, stage, region }: ProviderUse): string {
  if (service === "") return `the ${blueprintTitle({ app, stage })}`;
  const name = `${app}/${service}`;
  return stage === null ? name : `${name} (${stage} in ${region})`;
}
