import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { type HttpRequest, writeRequest } from "./http-request.ts";
import { noteRead, notingReads, readsOnPage } from "./reads.ts";

const get = (path: string): HttpRequest => writeRequest({ method: "GET", path, summary: "Read" }, {});

test("what is on the page says what it read, each request once and later pages of a list not at all", async () => {
  const client = new QueryClient({ defaultOptions: { queries: { persister: notingReads, retry: false } } });
  const observe = (key: string, paths: readonly string[]) =>
    new QueryObserver(client, {
      queryKey: [key],
      queryFn: ({ signal }) => {
        for (const path of paths) noteRead(signal, get(path));
        return key;
      },
    }).subscribe(() => {});
  const stop = [observe("a", ["/a", "/shared"]), observe("b", ["/b", "/b?cursor=2", "/shared"])];
  await expect.poll(() => client.isFetching()).toBe(0);
  const urls = () => readsOnPage(client.getQueryCache()).map(({ url }) => url);
  expect(urls()).toEqual(["/a", "/shared", "/b"]);
  stop[0]?.();
  expect(urls()).toEqual(["/b", "/shared"]);
  await client.refetchQueries({ queryKey: ["b"] });
  expect(urls()).toEqual(["/b", "/shared"]);
  stop[1]?.();
  client.clear();
});
