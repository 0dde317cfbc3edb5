import { router } from "./router.ts";

/**
 * Loads the code of the pages that were not opened yet. Each then opens at once, also while the server is away: a browser does
 * not try a second time to load what it could not get.
 */
export async function loadPages(): Promise<void> {
  for (const { options } of Object.values(router.routesById)) {
    const { component } = options;
    if (component !== undefined && "preload" in component) await component.preload?.();
  }
}
