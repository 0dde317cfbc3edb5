/** A message of a stream of server-sent events, as far as the pages need it. */
export interface ServerSentMessage {
  readonly id: string | undefined;
  readonly event: string | undefined;
  readonly data: string | undefined;
}

/**
 * Reads a stream of server-sent events message by message, for what the browser's own reader cannot ask for: it never says
 * from which id to begin. The lines end as Stagepass writes them, with a line feed.
 */
export async function* readServerSent(
  stream: ReadableStream<Uint8Array>,
): AsyncGenerator<ServerSentMessage, void> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += decoder.decode(part.value, { stream: true });
      const messages = text.split("\n\n");
      text = messages.pop() ?? "";
      for (const message of messages) yield parse(message);
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function parse(message: string): ServerSentMessage {
  const lines = message.split("\n");
  const field = (name: string) => {
    const values = lines
      .filter((line) => line.startsWith(`${name}: `))
      .map((line) => line.slice(name.length + 2));
    return values.length === 0 ? undefined : values.join("\n");
  };
  return { id: field("id"), event: field("event"), data: field("data") };
}
