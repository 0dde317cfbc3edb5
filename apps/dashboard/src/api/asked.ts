import type { HttpRequest } from "./http-request.ts";

/** A request to Stagepass and, for whoever waits for it, its answer. It is sent when somebody first waits, and only once. */
export class Asked<T> implements Promise<T> {
  readonly [Symbol.toStringTag] = "Asked";
  readonly request: HttpRequest;
  readonly #send: () => Promise<T>;
  #answer: Promise<T> | undefined;

  constructor(request: HttpRequest, send: () => Promise<T>) {
    this.request = request;
    this.#send = send;
  }

  // biome-ignore lint/suspicious/noThenProperty: it is a promise, whose work begins when somebody waits
  then<A = T, B = never>(
    onAnswer?: ((answer: T) => A | PromiseLike<A>) | null,
    onFailure?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#answer ??= this.#send();
    return this.#answer.then(onAnswer, onFailure);
  }

  catch<B = never>(onFailure?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(undefined, onFailure);
  }

  finally(onEnd?: (() => void) | null): Promise<T> {
    return this.then().finally(onEnd);
  }
}
