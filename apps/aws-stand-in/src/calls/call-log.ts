/** How many calls are remembered. */
export const MAX_CALLS = 1_000;

const MAX_TEXT = 4_096;

/** The parameters of a call that are safe to show. The value of a secret is never among them. */
export interface CallDetails {
  readonly roleArn?: string | undefined;
  readonly roleSessionName?: string | undefined;
  readonly externalId?: string | undefined;
  readonly sourceIdentity?: string | undefined;
  readonly durationSeconds?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly transitiveTagKeys?: readonly string[] | undefined;
  readonly policy?: string | undefined;
  readonly policyArns?: readonly string[] | undefined;
  /** The secret, or the names of parameters with a space between them. */
  readonly secretId?: string | undefined;
}

/** One AWS call that was answered, or deliberately left without an answer. */
export interface CallRecord extends CallDetails {
  readonly time: string;
  readonly requestId: string;
  readonly service: string;
  readonly action: string;
  readonly accessKeyId?: string | undefined;
  readonly region?: string | undefined;
  /** `ok`, AWS's error code, or `fault:<kind>`. */
  readonly outcome: string;
}

/** The last {@link MAX_CALLS} calls, oldest first, in memory only. */
export class CallLog {
  /** Each call as JSON text, since calls are recorded far more often than listed. */
  #calls: string[] = [];

  record(call: CallRecord): void {
    this.#calls.push(toBoundedText(call));
    if (this.#calls.length > MAX_CALLS) this.#calls.shift();
  }

  list(): readonly CallRecord[] {
    return this.#calls.map((text) => JSON.parse(text));
  }

  clear(): void {
    this.#calls = [];
  }
}

/** Bounds what a hostile or broken client can make the log remember. */
function toBoundedText(call: CallRecord): string {
  const text = JSON.stringify(call);
  // No value is longer than the whole record, and nearly every record is short.
  if (text.length <= MAX_TEXT) return text;
  return JSON.stringify(call, (_key, value) =>
    typeof value === "string" && value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value,
  );
}
