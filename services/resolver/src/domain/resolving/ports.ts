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

/** What resolving needs of the world, once it is known what applies. */
export interface Ports {
  evaluate(input: Input<typeof evaluate>): Promise<Output<typeof evaluate>>;
  open(input: Input<typeof open>): Promise<Output<typeof open>>;
  issue(input: Input<typeof issueCredentials>): Promise<IssuedCredentials>;
  newDeploymentId(): string;
  /** SHA-256 in hexadecimal. */
  digest(text: string): string;
  /** Commits that a deploy is about to be given what it needs. */
  recordIntent(intent: Intent): Promise<void>;
  /** Commits and announces what came of a deploy whose intent is committed. */
  recordOutcome(intent: Intent, outcome: Outcome): Promise<void>;
  /** Commits and announces a deploy with what came of it, where no intent was committed. */
  recordWhole(intent: Intent, outcome: Outcome): Promise<void>;
}

/** What a resolve call needs: whose key it is and what applies to its target are one question. */
export interface CallPorts extends Ports {
  planFor(input: Input<typeof planFor>): Promise<Output<typeof planFor>>;
}

/** What resolving for an existing client needs, whose key was looked up before. */
export interface ClientPorts extends Ports {
  plan(input: Input<typeof plan>): Promise<Output<typeof plan>>;
}
