import type { CopySource } from "@stagepass/contracts";
import type { Cell, Column, MatrixPlace } from "../matrix.ts";

/** Where the value of a key stands for a stage, or undefined where there is none to copy. */
export function sourceOf(place: MatrixPlace, column: Column, cell: Cell | undefined): CopySource | undefined {
  if (cell === undefined || cell.level === null || cell.state === "none") return undefined;
  const { app, service, region } = place;
  if (cell.level === "service") return { app, service };
  if (cell.level === "instance") return { app, service, stage: column.stage, region };
  const profile = column.explanation?.profile.chosen?.name;
  return profile === undefined ? undefined : { profile };
}

/**
 * Where a stage keeps what is copied to it: in its profile where the value comes from a profile and profiles count for the
 * application, and else on its instance. It is undefined for a stage without a profile.
 */
export function targetOf(place: MatrixPlace, column: Column, from: CopySource): CopySource | undefined {
  const { explanation, stage } = column;
  if (explanation === undefined) return undefined;
  const { app, service, region } = place;
  if (!("profile" in from) || explanation.mode === "providers") return { app, service, stage, region };
  const profile = explanation.profile.chosen?.name;
  return profile === undefined ? undefined : { profile };
}

/** Whether two places are the same one. */
export function isSame(a: CopySource, b: CopySource): boolean {
  return titleOf(a) === titleOf(b);
}

/** The name of a place in a sentence. */
export function titleOf(place: CopySource): string {
  if ("profile" in place) return `the profile ${place.profile}`;
  const service = `the service ${place.service}`;
  return "stage" in place ? `the instance ${place.stage} in ${place.region} of ${service}` : service;
}
