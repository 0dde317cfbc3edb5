import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds that keeps somebody from using what a page shows now, in either theme. */
export async function seriousOn(page: Page, shown: string): Promise<unknown[]> {
  await page.evaluate(axe.source);
  const light = await run(page, { shown, theme: "light" });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.evaluate(endTransitions);
  const dark = await run(page, { shown, theme: "dark" }, colourRules);
  await page.emulateMedia({ colorScheme: "light" });
  return [...light, ...dark];
}

/** A colour would be on its way from one theme to the other. */
const endTransitions =
  "document.getAnimations().forEach((each) => each instanceof CSSTransition && each.finish())";

/** What a theme can change: it only sets other colours. */
const colourRules = ["color-contrast", "link-in-text-block"];

/** What axe finds by all of its rules, or by some. */
async function run(page: Page, where: object, rules?: readonly string[]): Promise<unknown[]> {
  const options = { resultTypes: ["violations"], ...(rules && { runOnly: rules }) };
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(${JSON.stringify(options)})`);
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => ({
      ...where,
      id,
      nodes: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
    }));
}
