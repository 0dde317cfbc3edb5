/** Reads `shop/services/api/stages/prod/regions/eu-west-1` as `shop/api/prod/eu-west-1`. */
export function readTenantPath(path: string): string {
  const words = path.split("/");
  const labels = ["services", "stages", "stage", "regions", "region"];
  return words.filter((word, index) => index % 2 === 0 || !labels.includes(word)).join("/");
}
