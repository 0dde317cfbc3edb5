/** The Postgres and the NATS server that all integration tests of a run share. */
export interface TestServers {
  /** What they are, for the person who reads the test output. */
  description: string;
  /** The superuser's. */
  postgresUrl: string;
  /** Host and port; anyone may connect and do anything. */
  natsUrl: string;
  /** Ends both and removes what they stored. */
  stop(): Promise<void>;
}

/** What the tests' NATS server is told beside JetStream: large messages, and no users. */
export const NATS_LIMITS = "max_payload: 8MB";
