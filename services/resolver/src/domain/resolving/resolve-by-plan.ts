import { type Plan, Problem } from "@stagepass/contracts";

/** A plan, and what was found together with it. */
interface Planned {
  readonly plan: Plan;
}

/**
 * Resolves by a plan. When something that it names of a service, an instance or a provider was changed before it was
 * opened, another plan is made, once. The deployment of the first plan stays recorded as failed: credentials can have been
 * issued for it, which nobody received.
 */
export async function resolveByPlan<P extends Planned, T>(
  makePlan: () => Promise<P>,
  resolve: (planned: P) => Promise<T>,
): Promise<T> {
  const planned = await makePlan();
  try {
    return await resolve(planned);
  } catch (error) {
    if (!wasChanged(planned.plan, error)) throw error;
    return resolve(await makePlan());
  }
}

/** A version of a profile never changes: without origins, another plan would end like the first. */
function wasChanged({ origins }: Plan, error: unknown): boolean {
  return origins !== undefined && error instanceof Problem && error.code === "conflict";
}
