import { gzipSync } from "node:zlib";

/** How many bytes the scripts have that every page loads first, compressed. */
export async function firstLoad(url: string): Promise<number> {
  const page = await (await fetch(new URL("/sign-in", url), { headers: { accept: "text/html" } })).text();
  const loaded = page.matchAll(/<(?:script|link rel="modulepreload")[^>]* (?:src|href)="([^"]+)"/g);
  const sizes = [...loaded].map(async ([, path = ""]) => {
    const script = new Uint8Array(await (await fetch(new URL(path, url))).arrayBuffer());
    return gzipSync(script).byteLength;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
