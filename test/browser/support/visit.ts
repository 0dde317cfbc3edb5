import { type Browser, type BrowserContext, type ConsoleMessage, chromium, type Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { given } from "./describe-pages.ts";

interface Visit {
  /** The access key to sign in with. Without one, nobody is signed in. */
  readonly key?: string;
  readonly theme?: "light" | "dark";
  readonly width?: number;
  /** The address of the first page. */
  readonly at?: string;
  /** Where the server is, if the pages do not go to it directly. */
  readonly server?: string;
}

/** Only ends what hangs: a busy machine may take its time. */
const hangsMs = 120_000;

/**
 * Opens a page in a browser that knows nothing of others. It is closed after the test, which fails if the page has run into
 * an error or would have broken its Content-Security-Policy.
 */
export async function visit(options: Visit = {}): Promise<Page> {
  const { key, theme = "light", width = 1280, at = "/", server = given().facts.url } = options;
  const browser = await launched();
  const context = await browser.newContext({
    baseURL: server,
    viewport: { width, height: 900 },
    colorScheme: theme,
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
    ...(key === undefined ? {} : { storageState: await sessionOf(browser, key, server) }),
  });
  context.setDefaultTimeout(hangsMs);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => isError(message) && errors.push(message.text()));
  onTestFinished(async () => {
    await context.close();
    expect(errors, "errors of the page").toEqual([]);
  });
  await page.goto(at);
  return page;
}

/** A refused request is an answer, which the page shows; the browser also logs it as an error. */
function isError(message: ConsoleMessage): boolean {
  return message.type() === "error" && !message.text().startsWith("Failed to load resource");
}

let launching: Promise<Browser> | undefined;

/** The browser of this process. It ends with it. */
function launched(): Promise<Browser> {
  launching ??= chromium.launch({
    executablePath: given().chromium,
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ],
  });
  return launching;
}

type Cookies = Awaited<ReturnType<BrowserContext["storageState"]>>;
const sessions = new Map<string, Promise<Cookies>>();

/** Signs in once with each key: more than thirty attempts a minute are refused. */
function sessionOf(browser: Browser, key: string, server: string): Promise<Cookies> {
  const place = `${key} ${server}`;
  const known = sessions.get(place) ?? signIn(browser, key, server);
  sessions.set(place, known);
  return known;
}

async function signIn(browser: Browser, accessKey: string, server: string): Promise<Cookies> {
  const context = await browser.newContext({ baseURL: server });
  const answer = await context.request.post("/v1/session", {
    data: { accessKey },
    headers: { "x-stagepass-request": "1" },
  });
  expect(answer.status()).toBe(201);
  const cookies = await context.storageState();
  await context.close();
  return cookies;
}
