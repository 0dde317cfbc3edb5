/** How long a step of a start may take that needs no network, in milliseconds: the machine may be busy with other things. */
export const PATIENCE_MS = 5 * 60_000;
