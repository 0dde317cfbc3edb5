/**
 * Where the existing Serverless Framework clients call, who answers them there, and what all of their paths begin with.
 * The port is fixed in those clients.
 */
export const legacyWire = { service: "resolver", port: 3011, prefix: "/core" } as const;
