import type { Socket } from "node:net";

const headerBytes = 4;

/** Sends the parts as one frame: their length in four bytes, then they themselves, one after the other. */
export function writeFrame(socket: Socket, parts: readonly Buffer[]): void {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32BE(parts.reduce((sum, part) => sum + part.length, 0));
  socket.cork();
  for (const part of [header, ...parts]) socket.write(part);
  socket.uncork();
}

interface FrameHandlers {
  /** In bytes. */
  readonly longest: number;
  onFrame(body: Buffer): void;
  /** The other side announced a frame that is too long. Nothing after it is read. */
  onTooLong(): void;
}

/** Reads the frames that arrive, and keeps no more of them in memory than one of the longest. */
export function readFrames(socket: Socket, { longest, onFrame, onTooLong }: FrameHandlers): void {
  let chunks: Buffer[] = [];
  let length = 0;
  let awaited = headerBytes;
  let inHeader = true;

  /** The bytes that were awaited; what arrived beyond them stays. */
  const take = (): Buffer => {
    const all = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, length);
    chunks = [all.subarray(awaited)];
    length -= awaited;
    return all.subarray(0, awaited);
  };
  const onData = (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    while (length >= awaited) {
      const taken = take();
      if (!inHeader) onFrame(taken);
      awaited = inHeader ? taken.readUInt32BE() : headerBytes;
      inHeader = !inHeader;
      if (awaited > longest) {
        socket.off("data", onData);
        return onTooLong();
      }
    }
  };
  socket.on("data", onData);
}
