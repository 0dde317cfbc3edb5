import type { HttpRequest } from "../api/http-request.ts";
import { hideSecrets } from "./hide-secrets.ts";

/** The most characters of a body that stand in one line. */
const shortBody = 100;

/**
 * A request as a command for a shell, with the access key in `STAGEPASS_KEY`. Each secret of its body is `…`, to be put in
 * by whoever runs it. A YAML document is read from a file.
 */
export function curlLine({ method, url, headers, body }: HttpRequest, origin: string): string {
  const parts = [
    method === "GET" ? `curl ${quote(origin + url)}` : `curl -X ${method} ${quote(origin + url)}`,
    '-H "authorization: Bearer $STAGEPASS_KEY"',
    ...Object.entries(headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
  ];
  if (body !== undefined)
    parts.push(
      "yaml" in body ? "--data-binary @stagepass.yaml" : `--data-raw ${quote(jsonOf(hidden(body)))}`,
    );
  return parts.join(" \\\n  ");
}

const hidden = ({
  json,
  schema,
}: {
  json: unknown;
  schema: Parameters<typeof hideSecrets>[0] | undefined;
}) => (schema === undefined ? json : hideSecrets(schema, json));

function jsonOf(value: unknown): string {
  const short = JSON.stringify(value);
  return short.length <= shortBody ? short : JSON.stringify(value, null, 2);
}

/** Quotes a text so that a shell takes it as it is: within single quotes nothing means anything but the quote itself. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
