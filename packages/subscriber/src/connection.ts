/** What `subscribe` needs of a NATS connection: `NatsConnection` of `nats` 2.x has it. */
export interface EventConnection {
  jetstream(options: { apiPrefix: string }): EventReader;
  jetstreamManager(options: { apiPrefix: string; checkAPI: boolean }): Promise<EventManager>;
  status(): AsyncIterable<ConnectionStatus>;
  flush(): Promise<void>;
  isClosed(): boolean;
  closed(): Promise<unknown>;
}

export interface ConnectionStatus {
  readonly type: string;
  readonly data: unknown;
  /** What the server refused, where it was for lack of a permission. */
  readonly permissionContext?: { readonly operation: string; readonly subject: string };
}

export interface EventReader {
  readonly consumers: { get(stream: string, durable: string): Promise<PullConsumer> };
  publish(
    subject: string,
    payload: string,
    options: { msgID: string; timeout: number },
  ): Promise<{ readonly stream: string; readonly duplicate: boolean }>;
}

export interface PullConsumer {
  consume(options: {
    expires: number;
    idle_heartbeat: number;
    abort_on_missing_resource: boolean;
  }): Promise<EventMessages>;
}

export interface EventMessages extends AsyncIterable<EventMessage> {
  close(): Promise<unknown>;
}

/** A delivered message, and the answers that JetStream takes. */
export interface EventMessage {
  readonly subject: string;
  /** Its place in the stream. */
  readonly seq: number;
  readonly info: { readonly deliveryCount: number };
  readonly headers: { get(name: string): string } | undefined;
  string(): string;
  ack(): void;
  nak(delayMs?: number): void;
  /** Asks for more time. */
  working(): void;
  /** Ends its delivery for good. */
  term(reason?: string): void;
}

export interface EventManager {
  readonly streams: { info(stream: string): Promise<StreamFacts> };
  readonly consumers: {
    info(stream: string, durable: string): Promise<ConsumerFacts>;
    add(stream: string, settings: ConsumerSettings): Promise<ConsumerFacts>;
    update(stream: string, durable: string, settings: ConsumerSettings): Promise<ConsumerFacts>;
  };
}

export interface StreamFacts {
  /** When it was made; another time is another stream. */
  readonly created: string;
  readonly config: {
    readonly subjects: string[];
    readonly retention: string;
    readonly storage: string;
  };
}

export interface ConsumerFacts {
  readonly created: string;
  readonly config: ConsumerSettings;
  readonly delivered: { readonly stream_seq: number };
  /** Everything up to here was acknowledged. */
  readonly ack_floor: { readonly stream_seq: number };
  readonly num_ack_pending: number;
}

/** A consumer's configuration, in JetStream's own words. Durations are in nanoseconds. */
export interface ConsumerSettings {
  durable_name?: string;
  description?: string;
  ack_policy?: string;
  deliver_policy?: string;
  deliver_subject?: string;
  opt_start_seq?: number;
  opt_start_time?: string;
  filter_subject?: string;
  filter_subjects?: string[];
  ack_wait?: number;
  max_ack_pending?: number;
  max_deliver?: number;
  inactive_threshold?: number;
}
