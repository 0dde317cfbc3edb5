/** The Postgres and the NATS server that all integration tests of a run share. */
export interface TestServers {
  /** A description of the servers for the person who reads the test output. */
  description: string;
  /** The superuser's URL. */
  postgresUrl: string;
  /** Host and port. Anyone may connect and do anything. */
  natsUrl: string;
  /** Stops both servers and removes their data. */
  stop(): Promise<void>;
}

/** The configuration of the tests' NATS server beside JetStream: it accepts large messages, and has no users. */
export const NATS_LIMITS = "max_payload: 8MB";
