import { maxBodyBytes, Problem } from "@stagepass/contracts";

/** What the edge has to refuse itself, as problems like any other. */
export function problemRefusals(): string {
  return refusals("application/problem+json; charset=utf-8", (problem) => problem.toBody(requestId));
}

/** The same in the form that the existing Serverless Framework clients show to their users. */
export function legacyRefusals(): string {
  return refusals("application/json; charset=utf-8", ({ message }) => ({ errorMessage: message }));
}

const requestId = "{http.request.header.X-Request-Id}";

function refusals(contentType: string, bodyOf: (problem: Problem) => unknown): string {
  const respond = (matcher: string, problem: Problem) => {
    const body = JSON.stringify(bodyOf(problem));
    // Braces hold placeholders, and these two do not.
    const escaped = `\\{${body.slice(1, -1)}\\}`;
    return `			respond ${matcher} \`${escaped}\` ${problem.status}`;
  };
  return `			header Content-Type "${contentType}"
			header X-Request-Id ${requestId}
			@large expression {http.error.status_code} == 413
${respond("@large", tooLarge())}
${respond("", unavailable())}`;
}

function tooLarge(): Problem {
  const limit = `${maxBodyBytes / 1024 / 1024} MiB`;
  return new Problem("too-large", `The body is larger than the limit of ${limit}. Send a smaller template.`);
}

function unavailable(): Problem {
  return new Problem("unavailable", "The {http.vars.part} service does not answer. Try again shortly.", {
    part: "{http.vars.part}",
  });
}
