/** Where each window is that adds something, below the organization, and the button that opens it. */
export const everyWindow: readonly (readonly [path: string, button: string])[] = [
  ["profiles", "Add profile"],
  ["profiles/prod?tab=parameters", "Paste dotenv"],
  ["profiles/prod?tab=safeguards", "Add safeguard"],
  ["apps", "Add application"],
  ["apps/shop", "Add stage"],
  ["apps/shop?tab=services", "Add service"],
  ["apps/shop/checkout", "Add instance"],
  ["apps/shop/checkout?tab=parameters", "Add parameter"],
  ["organization", "Add provider"],
  ["organization?tab=keys", "Add access key"],
];
