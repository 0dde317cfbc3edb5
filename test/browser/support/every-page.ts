/** Every page, below the organization that `fill` fills, with each of its tabs. */
export const everyPage = [
  ...["profiles", "profiles/prod", "profiles/prod?tab=parameters", "profiles/prod?tab=safeguards"],
  ...["profiles/prod?tab=clients", "profiles/prod?tab=versions", "profiles/prod?tab=used-by"],
  ...["apps", "apps/shop", "apps/shop?tab=services", "apps/shop/checkout"],
  ...["apps/shop?tab=keys", "apps/shop?tab=resolution"],
  ...["", "?tab=providers", "?tab=outputs", "?tab=deployments"].map(
    (tab) => `apps/shop/checkout/prod/eu-central-1${tab}`,
  ),
  ...["apps/shop?tab=blueprints", "apps/shop?tab=blueprints&blueprint=stages%2Fprod"],
  ...["apps/shop/checkout?tab=parameters", "apps/shop/checkout?tab=providers", "deployments"],
  ...["", "?tab=providers", "?tab=outputs", "?tab=deployments"].map(
    (tab) => `apps/shop/checkout/prod/eu-central-1${tab}`,
  ),
  ...["organization", "organization?tab=keys", "organization?tab=clients", "organization?tab=stages"],
  ...["organization?tab=configuration", "organization?tab=events"],
  ...["explain", "explain?app=shop&stage=prod&service=checkout&region=eu-central-1&purpose=deploy"],
];
