const labels = ["services", "stages", "stage", "regions", "region"];

/**
 * The path below an organization for one of the hosted dashboard's first years: `applications/shop/services/api/stages/prod`
 * is `apps/shop/api/prod`. Anything else stays as it is. What is percent-encoded stays so, since a stage can have a slash.
 */
export function readTenantPath(path: string): string {
  const [first, ...words] = path.split("/");
  if (first !== "applications") return path;
  return ["apps", ...words.filter((word, index) => index % 2 === 0 || !labels.includes(word))].join("/");
}
