import fc from "fast-check";
import { expect, test } from "vitest";
import { Overload, Workload } from "./workload.ts";

/** A workload, with a function that begins work which ends when the test ends it. */
function workloadOf(max: number) {
  const refused: string[] = [];
  const workload = new Workload({ max, onRefused: (reason) => refused.push(reason) });
  const begin = (caller: string) => {
    let end = () => {};
    const done = workload.run(caller, () => new Promise<void>((resolve) => (end = resolve)));
    done.catch(() => {});
    return { done, end: () => end() };
  };
  return { workload, begin, refused };
}

test("a request above the maximum is unavailable, until another request has ended", async () => {
  const { workload, begin, refused } = workloadOf(2);
  const [first] = [begin("a"), begin("b")];
  await expect(begin("c").done).rejects.toMatchObject({ code: "unavailable" });
  expect(() => workload.assertRoom("c")).toThrow(Overload);
  first?.end();
  await first?.done;
  expect(() => workload.assertRoom("c")).not.toThrow();
  expect(refused).toEqual(["full", "full"]);
});

test("a caller with half of the maximum has no room for more, while others do", async () => {
  const { begin, workload } = workloadOf(4);
  begin("greedy");
  begin("greedy");
  await expect(begin("greedy").done).rejects.toMatchObject({ code: "too-many-requests" });
  expect(() => workload.assertRoom("modest")).not.toThrow();
});

test("work that fails makes room, as work that succeeds does", async () => {
  const { workload } = workloadOf(1);
  await expect(workload.run("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await expect(workload.run("a", async () => "yes")).resolves.toBe("yes");
});

test("in any order of requests, no more than the maximum are under way, and all room is released", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.nat(3)), { maxLength: 40 }),
      async (max, requests) => {
        const { workload } = workloadOf(max);
        let underWay = 0;
        const work = async (turns: number) => {
          underWay += 1;
          expect(underWay).toBeLessThanOrEqual(max);
          for (let turn = 0; turn < turns; turn++) await Promise.resolve();
          underWay -= 1;
        };
        const asked = [];
        for (const [caller, turns] of requests) {
          asked.push(workload.run(caller, () => work(turns)));
          await Promise.resolve();
        }
        await Promise.allSettled(asked);
        for (const caller of ["a", "b", "c"]) expect(() => workload.assertRoom(caller)).not.toThrow();
      },
    ),
  );
});
