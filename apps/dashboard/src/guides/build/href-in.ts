/**
 * Where a link leads that stands in the guide at `path`, such as `safeguards/allowed-regions`: to a guide, to a heading of
 * the same one, or to another site. Undefined for what is no guide, such as a file of the sources.
 */
export function hrefIn(path: string, href: string): string | undefined {
  if (/^https?:/.test(href) || href.startsWith("#")) return href;
  // The folder keeps its name in this URL, so that a link that leads out of it can be told.
  const { pathname, hash } = new URL(href, `http://files/docs/${path}`);
  const guide = /^\/docs\/(.+)\.md$/.exec(pathname)?.[1];
  return guide === undefined ? undefined : `/guides/${guide}${hash}`;
}
