import { Check, CornerDownRight, EyeOff, Minus, Slash, TriangleAlert } from "lucide-react";
import type { CellState } from "./matrix.ts";

/** How a state looks, and what it means. */
export const marks = {
  set: {
    icon: <Check />,
    word: "set",
    means: "Set for the stage itself: on its instance, or in its own profile",
  },
  inherited: {
    icon: <CornerDownRight />,
    word: "inherited",
    means: "From the service, or from the default profile",
  },
  hidden: { icon: <EyeOff />, word: "hidden", means: "Set, but it does not count for this stage" },
  none: { icon: <Slash />, word: "none", means: "No value, on purpose" },
  missing: {
    icon: <TriangleAlert />,
    word: "missing",
    means: "Required, and not there: the deploy is refused",
  },
  absent: { icon: <Minus />, word: "not set", means: "Not set anywhere" },
} as const satisfies Record<CellState, unknown>;
