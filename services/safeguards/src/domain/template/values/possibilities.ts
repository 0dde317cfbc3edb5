import { intrinsicOf, isRecord, member, type Place } from "./place.ts";

/**
 * What stands at the end of `keys`, whichever way the conditions on the way turn out. Unlike `follow` it tells where
 * nothing stands, by a place whose value is undefined: absent, null, `AWS::NoValue`, or a text where members should be.
 * An intrinsic that bars the way is yielded as it is.
 */
export function* possibilities(place: Place, ...keys: readonly string[]): Generator<Place> {
  const [key, ...rest] = keys;
  for (const branch of branches(place)) {
    if (key === undefined || branch.value === undefined || intrinsicOf(branch.value) !== undefined) {
      yield branch;
    } else if (isRecord(branch.value)) {
      yield* possibilities(member(branch, key), ...rest);
    } else {
      yield { ...branch, value: undefined };
    }
  }
}

function* branches(place: Place): Generator<Place> {
  const { value } = place;
  const intrinsic = intrinsicOf(value);
  const condition = intrinsic === "Fn::If" ? member(place, intrinsic) : undefined;
  if (value === null || (intrinsic === "Ref" && member(place, "Ref").value === "AWS::NoValue")) {
    yield { ...place, value: undefined };
  } else if (Array.isArray(condition?.value) && condition.value.length === 3) {
    yield* branches(member(condition, 1));
    yield* branches(member(condition, 2));
  } else {
    yield place;
  }
}
