import type {
  evaluate,
  Input,
  IssuedCredentials,
  issueCredentials,
  Output,
  open,
  plan,
  planFor,
} from "@stagepass/contracts";
import type { Intent } from "./intent.ts";
import type { Outcome } from "./outcome.ts";

/** The ports that resolving needs once the plan is known. */
export interface Ports {
  evaluate(input: Input<typeof evaluate>): Promise<Output<typeof evaluate>>;
  open(input: Input<typeof open>): Promise<Output<typeof open>>;
  issue(input: Input<typeof issueCredentials>): Promise<IssuedCredentials>;
  newDeploymentId(): string;
  /** SHA-256 in hexadecimal. */
  digest(text: string): string;
  /** Commits that parameters and credentials are about to be provided for a deploy. */
  recordIntent(intent: Intent): Promise<void>;
  /** Commits and announces the outcome of a deploy whose intent is committed. */
  recordOutcome(intent: Intent, outcome: Outcome): Promise<void>;
  /** Commits and announces a deploy together with its outcome, where no intent was committed. */
  recordWhole(intent: Intent, outcome: Outcome): Promise<void>;
}

/** The ports that a resolve call needs. One request finds both the holder of the key and the plan. */
export interface CallPorts extends Ports {
  planFor(input: Input<typeof planFor>): Promise<Output<typeof planFor>>;
}

/** The ports that resolving for an existing client needs, whose key was looked up before. */
export interface ClientPorts extends Ports {
  plan(input: Input<typeof plan>): Promise<Output<typeof plan>>;
}
