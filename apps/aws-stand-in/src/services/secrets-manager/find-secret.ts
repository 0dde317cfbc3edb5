import { AwsError } from "../../http/aws-error.ts";
import { accessDenied, authorize } from "../../policies/authorize.ts";
import type { Secret } from "../../state/secret.ts";
import type { CallContext } from "../aws-service.ts";

const SECRET_ARN = /^arn:[\w-]+:secretsmanager:([\w-]+):(\d{12}):secret:(.+)$/;

/**
 * Returns the secret that `secretId` (a name, an ARN, or an ARN without its six random characters) means for this
 * caller. Throws access-denied unless the caller is allowed `action` on it, before it reveals whether the secret
 * exists.
 */
export function getSecret(context: CallContext, action: string, secretId: string): Secret {
  const secret = findSecret(context, secretId);
  const owner = SECRET_ARN.exec(secretId)?.[2];
  // A caller from another account would need a resource policy, and no stored secret has one.
  if (owner !== undefined && owner !== context.caller.accountId) {
    throw accessDenied(
      context.caller,
      action,
      secretId,
      `because no resource-based policy allows the ${action} action`,
    );
  }
  authorize(context.caller, action, secret?.arn ?? secretId);
  if (secret === undefined) {
    throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  }
  return secret;
}

/** Does what {@link getSecret} does, and fails for a secret that is marked for deletion. */
export function getLiveSecret(context: CallContext, action: string, secretId: string): Secret {
  const secret = getSecret(context, action, secretId);
  if (secret.deletedAtMs === undefined) return secret;
  throw new AwsError(
    "InvalidRequestException",
    "You can't perform this operation on the secret because it was marked for deletion.",
  );
}

/** Lists the caller's secrets in the region of the call, including those that are marked for deletion. */
export function listOwnSecrets({ store, caller, region, now }: CallContext): Secret[] {
  const { secrets } = store.state;
  for (const secret of secrets.values()) {
    if (secret.purgeAtMs !== undefined && secret.purgeAtMs <= now.getTime()) secrets.delete(secret.arn);
  }
  return [...secrets.values()].filter((it) => it.accountId === caller.accountId && it.region === region);
}

function findSecret(context: CallContext, secretId: string): Secret | undefined {
  const own = listOwnSecrets(context);
  const [, region, , nameInArn] = SECRET_ARN.exec(secretId) ?? [];
  if (nameInArn === undefined) return own.find(({ name }) => name === secretId);
  // A name may itself end like a suffix, so the full ARN is tried first.
  return (
    own.find(({ arn }) => arn === secretId) ??
    own.find(({ name }) => region === context.region && name === nameInArn)
  );
}
