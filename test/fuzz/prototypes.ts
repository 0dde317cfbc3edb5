const prototypes = [Object, Array, Function, String, Number, Map, Set, Promise].map(
  ({ prototype }): object => prototype,
);

/** Reads the properties of the built-in prototypes, to compare them later. */
export function readPrototypes(): readonly unknown[] {
  return prototypes.flatMap((prototype) =>
    Reflect.ownKeys(prototype).flatMap((key) => {
      const { value, get, set } = Object.getOwnPropertyDescriptor(prototype, key) ?? {};
      return [key, value, get, set];
    }),
  );
}

/** Whether no property of a built-in prototype was added, removed or replaced. */
export function arePrototypes(before: readonly unknown[]): boolean {
  const now = readPrototypes();
  return now.length === before.length && now.every((part, index) => Object.is(part, before[index]));
}
