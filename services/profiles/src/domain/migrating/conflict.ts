import type { Place } from "./snapshot.ts";

/** Why a migration cannot write something without changing what is there, or what a deploy gets. */
export type Conflict =
  | { readonly kind: "provider-differs"; readonly provider: string }
  | { readonly kind: "provider-limited"; readonly provider: string; readonly app: string }
  | { readonly kind: "role-has-placeholders"; readonly profile: string }
  | { readonly kind: "too-many-values"; readonly profile: string; readonly app: string }
  | {
      readonly kind: "already-set";
      readonly app: string;
      readonly place: Place;
      readonly what: readonly SetThing[];
    }
  | { readonly kind: "stage-map"; readonly app: string; readonly stages: string }
  | { readonly kind: "default-provider"; readonly app: string; readonly provider: string };

/** What is set on a service, an instance or a blueprint already. */
export type SetThing = "provider" | "inherits" | "parameters";
