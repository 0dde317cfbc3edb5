type GetExternalId = (org: string, roleArn: string) => Promise<string>;

const limit = 10_000;

/** Returns external IDs from memory once they were read. They never change, so a remembered one is never wrong. */
export function rememberExternalIds(getExternalId: GetExternalId): GetExternalId {
  const remembered = new Map<string, string>();
  return async (org, roleArn) => {
    const key = `${org} ${roleArn}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const externalId = await getExternalId(org, roleArn);
    if (remembered.size >= limit) remembered.clear();
    remembered.set(key, externalId);
    return externalId;
  };
}
