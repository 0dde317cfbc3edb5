/** The storefront's secret in the stand-in for AWS, and the profiles and stages of the example organization. */
export const exampleSecret = {
  name: "storefront/prod/database",
  region: "eu-central-1",
  // The ARN has no suffix from AWS. A name alone would be looked up in the deploy's region, which the existing
  // Serverless Framework clients do not send.
  arn: "arn:aws:secretsmanager:eu-central-1:222222222222:secret:storefront/prod/database",
  value: JSON.stringify({ url: "postgres://storefront:example@db.example.com:5432/orders" }),
};

export const prodRoleArn = "arn:aws:iam::222222222222:role/storefront-deploy";
export const devRoleArn = "arn:aws:iam::333333333333:role/storefront-deploy";

/**
 * Makes the example profiles. Without the stand-in, the roles and the secret do not exist, and the profiles have
 * neither.
 */
export function exampleProfiles(hasStandIn: boolean): Record<string, object> {
  const role = (roleArn: string) => (hasStandIn ? { accessRole: { roleArn, durationSeconds: 3600 } } : {});
  const database = { key: "DB_URL", secretsManager: { secretId: exampleSecret.arn, jsonKey: "url" } };
  return {
    prod: {
      description: "The production account, for what follows the rules",
      ...role(prodRoleArn),
      parameters: [
        { key: "STRIPE_KEY", value: "example-stripe-key-prod" },
        { key: "LOG_LEVEL", value: "info", sensitive: false },
        ...(hasStandIn ? [database] : []),
      ],
      safeguards: [
        safeguard("EU only", "Customer data stays in Frankfurt.", "allowed-regions", "error", [
          "eu-central-1",
        ]),
        safeguard("Known stages", "Production is called prod.", "allowed-stages", "error", ["prod"]),
        safeguard("A current framework", "Older ones lack fixes.", "framework-version", "error", ">=4.0.0"),
        safeguard("Owned stacks", "Every stack says whose it is.", "required-stack-tags", "error", {
          team: "^[a-z-]+$",
          "cost-center": "^\\d{4}$",
        }),
        safeguard("Deployed by a role", "CloudFormation uses its own role.", "require-cfn-role", "error"),
        safeguard("No wildcards", "Roles name what they may do.", "no-wild-iam-role-statements", "error"),
        safeguard("No secrets in the open", "Secrets are parameters.", "no-secret-env-vars", "error"),
      ],
    },
    dev: {
      description: "The development account, for every stage without a profile of its own",
      ...role(devRoleArn),
      parameters: [
        { key: "STRIPE_KEY", value: "example-stripe-key-dev" },
        { key: "LOG_LEVEL", value: "debug", sensitive: false },
      ],
      safeguards: [
        safeguard("Newest framework", "Try the next major early.", "framework-version", "warning", ">=5.0.0"),
      ],
    },
    "us-only": {
      description: "An account for American customers alone",
      parameters: [],
      safeguards: [
        safeguard("US only", "This account is for the United States.", "allowed-regions", "error", [
          "us-east-1",
          "us-west-2",
        ]),
      ],
    },
  };
}

/** The client rules of the example organization, under which the existing clients may deploy. */
export const exampleClients = { legacy: "allow" };

/** The storefront's stages that have a profile of their own; `dev` applies to all others. */
export const exampleStages = { prod: "prod", us: "us-only" };

function safeguard(
  name: string,
  description: string,
  id: string,
  enforcementLevel: string,
  settings?: unknown,
) {
  return {
    name,
    description,
    safeguard: id,
    enforcementLevel,
    ...(settings === undefined ? {} : { settings }),
  };
}
