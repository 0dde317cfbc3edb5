import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Span } from "../tracing/span.ts";
import { askingSpans, currentContext, runInContext } from "./context.ts";
import { type Gathering, gather } from "./gather.ts";

/** A gatherer whose batches end when the test ends them. */
function observed(gathering: Partial<Gathering> = {}) {
  const batches: { items: readonly string[]; end(): void; fail(error: Error): void }[] = [];
  const ask = gather<string, string>(
    (items) =>
      new Promise((resolve, reject) => {
        batches.push({ items, end: () => resolve(items.map((item) => `${item}!`)), fail: reject });
      }),
    { max: 10, ...gathering },
  );
  return { ask, batches, asked: () => batches.map(({ items }) => items) };
}

test("a single item is run in the turn in which it arrives", async () => {
  const { ask, batches, asked } = observed();
  const answer = ask("a");
  await nextTurn();
  expect(asked()).toEqual([["a"]]);
  batches[0]?.end();
  expect(await answer).toBe("a!");
});

test("items of one turn are run in one batch, and each receives its own result", async () => {
  const { ask, batches, asked } = observed();
  const answers = ["a", "b", "c"].map(ask);
  await nextTurn();
  batches[0]?.end();
  expect(await Promise.all(answers)).toEqual(["a!", "b!", "c!"]);
  expect(asked()).toEqual([["a", "b", "c"]]);
});

test("items that arrive while a batch runs go into the next one, which begins as soon as that one ends", async () => {
  const { ask, batches, asked } = observed();
  const first = ask("a");
  await nextTurn();
  const later = [ask("b")];
  await nextTurn();
  later.push(ask("c"));
  await nextTurn();
  expect(asked()).toEqual([["a"]]);
  batches[0]?.end();
  await first;
  await nextTurn();
  expect(asked()).toEqual([["a"], ["b", "c"]]);
  batches[1]?.end();
  expect(await Promise.all(later)).toEqual(["b!", "c!"]);
});

test("no batch has more items than max, and no more batches run than atOnce", async () => {
  const { ask, batches, asked } = observed({ max: 2, atOnce: 2 });
  const answers = ["a", "b", "c", "d", "e"].map(ask);
  await nextTurn();
  expect(asked()).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
  batches[1]?.end();
  await answers[3];
  await nextTurn();
  expect(asked()[2]).toEqual(["e"]);
  for (const batch of batches) batch.end();
  expect(await Promise.all(answers)).toEqual(["a!", "b!", "c!", "d!", "e!"]);
});

test("an item that fails does not affect the results of the others", async () => {
  const ask = gather<number, number>(
    async (items) => items.map((item) => (item < 0 ? new Error(`${item} is negative`) : item)),
    { max: 10 },
  );
  const answers = await Promise.allSettled([1, -2, 3].map(ask));
  expect(
    answers.map((answer) => (answer.status === "fulfilled" ? answer.value : answer.reason.message)),
  ).toEqual([1, "-2 is negative", 3]);
});

test("a batch that fails as a whole fails all of its items, and none of the next batch", async () => {
  const { ask, batches } = observed();
  const first = Promise.allSettled([ask("a"), ask("b")]);
  await nextTurn();
  const next = ask("c");
  batches[0]?.fail(new Error("gone"));
  expect(await first).toMatchObject([
    { status: "rejected", reason: { message: "gone" } },
    { status: "rejected", reason: { message: "gone" } },
  ]);
  await nextTurn();
  batches[1]?.end();
  expect(await next).toBe("c!");
});

test("if one item may have made its batch fail, each is run by itself, and only that one fails", async () => {
  const asked: (readonly string[])[] = [];
  const ask = gather<string, string>(
    async (items) => {
      asked.push(items);
      if (items.includes("bad")) throw new Error("bad input");
      return items;
    },
    { max: 10, mayBeAnItemsFault: (error) => error instanceof Error && error.message === "bad input" },
  );
  const answers = await Promise.allSettled(["a", "bad", "c"].map(ask));
  expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(asked).toEqual([["a", "bad", "c"], ["a"], ["bad"], ["c"]]);
});

test("items that are run by themselves fail together once one of them fails for another reason", async () => {
  let runs = 0;
  const ask = gather<string, string>(
    async () => {
      runs++;
      throw new Error(runs === 1 ? "bad input" : "gone");
    },
    { max: 10, mayBeAnItemsFault: (error) => error instanceof Error && error.message === "bad input" },
  );
  const answers = await Promise.allSettled(["a", "b", "c"].map(ask));
  expect(answers.map((answer) => answer.status === "rejected" && answer.reason.message)).toEqual([
    "gone",
    "gone",
    "gone",
  ]);
  expect(runs).toBe(2);
});

test("a batch with fewer results than items fails all of its items", async () => {
  const ask = gather<string, string>(async (items) => items.slice(1), { max: 10 });
  const answers = await Promise.allSettled(["a", "b"].map(ask));
  expect(answers).toMatchObject([{ status: "rejected" }, { status: "rejected" }]);
});

test("a batch runs outside of the contexts of its requests, and each request keeps its own context", async () => {
  const context = new AsyncLocalStorage<string>();
  const seen: unknown[] = [];
  const ask = gather<string, string>(
    async (items) => {
      seen.push(context.getStore());
      await nextTurn();
      return items;
    },
    { max: 1 },
  );
  const kept = await Promise.all(
    ["one", "two"].map((request) => context.run(request, async () => [await ask("a"), context.getStore()])),
  );
  expect(seen).toEqual([undefined, undefined]);
  expect(kept).toEqual([
    ["a", "one"],
    ["a", "two"],
  ]);
});

test("a batch knows the spans of its requests, and no request's context, though the first request made its queue", async () => {
  const seen: unknown[] = [];
  let ask: ((item: string) => Promise<string>) | undefined;
  const makeQueue = () =>
    gather<string, string>(
      async (items) => {
        seen.push([currentContext(), askingSpans().map(({ spanId }) => spanId)]);
        return items;
      },
      { max: 2 },
    );
  const inRequest = (requestId: string) => {
    const span = { spanId: requestId } as Span; // a batch only passes it on
    return runInContext({ requestId, traceparent: "", deadline: 0, span }, () => {
      ask ??= makeQueue();
      return ask(requestId);
    });
  };
  await Promise.all(["one", "two", "three"].map(inRequest));
  await ask?.("outside of requests");
  expect(seen).toEqual([
    [undefined, ["one", "two"]],
    [undefined, ["three"]],
    [undefined, []],
  ]);
});
