import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** More stops than any page has: who needs that many is going in a circle. */
const mostStops = 90;

/** Somebody without a mouse. */
interface Keyboard {
  /** Presses Tab until something has the focus, which has to be seen at every stop on the way. */
  readonly goTo: (target: Locator) => Promise<void>;
  /** Goes to something and presses a key there, Enter if no other is named. */
  readonly press: (target: Locator, ...keys: string[]) => Promise<void>;
  /** Goes to a field, replaces what is in it, and takes what it offers with the keys that are given. */
  readonly type: (field: Locator, text: string, ...keys: string[]) => Promise<void>;
}

/** Uses a page by its keyboard alone. */
export function keyboardOn(page: Page): Keyboard {
  const goTo = async (target: Locator) => {
    await target.waitFor();
    const stops: string[] = [];
    while ((await target.and(page.locator(":focus")).count()) === 0) {
      expect(stops.length, `stops on the way to ${target}: ${stops.join(" · ")}`).toBeLessThan(mostStops);
      await page.keyboard.press("Tab");
      const stop = await page.evaluate<Stop>(readFocus);
      stops.push(stop.name);
      expect(stop, `after ${stops.slice(-4).join(" · ")}`).toMatchObject({
        isOutlined: true,
        isCovered: false,
      });
    }
  };
  const press = async (target: Locator, ...keys: string[]) => {
    await goTo(target);
    for (const key of keys.length === 0 ? ["Enter"] : keys) await page.keyboard.press(key);
  };
  const type = async (field: Locator, text: string, ...keys: string[]) => {
    await press(field, "ControlOrMeta+a");
    await page.keyboard.type(text);
    for (const key of keys) await page.keyboard.press(key);
  };
  return { goTo, press, type };
}

interface Stop {
  readonly name: string;
  readonly isOutlined: boolean;
  readonly isCovered: boolean;
}

/** Runs in the page: what has the focus, and whether somebody who looks at the page sees that. */
const readFocus = `(() => {
  const at = document.activeElement;
  // Between the last thing of a page and its first one the focus is in the frame of the browser.
  if (at === null || at === document.body) return { name: "the browser", isOutlined: true, isCovered: false };
  const name = at.getAttribute("aria-label") ?? (at.textContent.trim() || at.id || at.tagName);
  // A switch hides its field beside its picture, and a field for code lies within its frame.
  const label = at.closest("label");
  const seen = label === null ? [at, at.parentElement, at.parentElement.parentElement] : [...label.children].slice(1);
  const outlined = seen.find((part) => getComputedStyle(part).outlineStyle === "solid");
  const { left, right, top, bottom } = (outlined ?? at).getBoundingClientRect();
  const middle = document.elementFromPoint(
    (Math.max(left, 0) + Math.min(right, innerWidth)) / 2,
    (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2,
  );
  return { name: name.slice(0, 40), isOutlined: outlined !== undefined, isCovered: !outlined?.contains(middle) };
})()`;
