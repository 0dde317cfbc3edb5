/** Calls the API of a system, as in `PUT /v1/orgs/acmecorp`. Throws what it answers, unless that is a success. */
export async function callApi(
  url: string,
  key: string,
  request: string,
  body?: object,
): Promise<Record<string, string | undefined>> {
  const [method = "", path = ""] = request.split(" ");
  const answer = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${request} answered ${answer.status}: ${text}`);
  return text === "" ? {} : JSON.parse(text);
}
