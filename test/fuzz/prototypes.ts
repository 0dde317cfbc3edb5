const prototypes = [Object, Array, Function, String, Number, Map, Set, Promise].map(
  ({ prototype }): object => prototype,
);

/** What every object of these kinds has, to compare with later. */
export function readPrototypes(): readonly unknown[] {
  return prototypes.flatMap((prototype) =>
    Reflect.ownKeys(prototype).flatMap((key) => {
      const { value, get, set } = Object.getOwnPropertyDescriptor(prototype, key) ?? {};
      return [key, value, get, set];
    }),
  );
}

/** Whether nothing was added to a prototype, taken from it or put in place of something. */
export function arePrototypes(before: readonly unknown[]): boolean {
  const now = readPrototypes();
  return now.length === before.length && now.every((part, index) => Object.is(part, before[index]));
}
