import { type Input, type Output, parseKnown, type RequestContract, readInput } from "@stagepass/contracts";
import type { Bus } from "@stagepass/runtime";

type Answer = (input: unknown) => unknown;

/** A bus within the test process: it sends requests to the service, and answers requests of the service to others. */
export class TestBus implements Bus {
  readonly #handlers = new Map<string, Answer>();
  readonly #answers = new Map<string, Answer>();

  handle: Bus["handle"] = (contract, handler) => {
    this.#handlers.set(contract.subject, handler as Answer); // `ask` gives it the contract's own input
  };

  call: Bus["call"] = (contract, input) => pass(contract, this.#answers, input);

  /** Sends a request to the service, as another service would. */
  ask<C extends RequestContract>(contract: C, input: Input<C>): Promise<Output<C>> {
    return pass(contract, this.#handlers, input);
  }

  /** Sets how requests to another service are answered from now on. */
  answer<C extends RequestContract>(contract: C, answer: (input: Input<C>) => Output<C>): void {
    this.#answers.set(contract.subject, answer as Answer); // `call` gives it the contract's own input
  }
}

/** Parses input and output with the contract and passes them through JSON, as they are on a real bus. */
async function pass<C extends RequestContract>(
  contract: C,
  answers: ReadonlyMap<string, Answer>,
  input: unknown,
): Promise<Output<C>> {
  const answer = answers.get(contract.subject);
  if (answer === undefined) throw new Error(`Nobody answers ${contract.subject} in this test.`);
  const output = await answer(readInput(contract, JSON.parse(JSON.stringify(input))));
  return parseKnown(contract.output, JSON.parse(JSON.stringify(output))) as Output<C>; // it forgets which contract the schema belongs to
}
