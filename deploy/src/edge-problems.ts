import { maxBodyBytes, Problem } from "@stagepass/contracts";

/** The problems that the edge itself answers with. */
export function apiProblems(): string {
  return responses("application/problem+json; charset=utf-8", (problem) => problem.toBody(requestId));
}

/** The same problems in the form that the existing Serverless Framework clients show to their users. */
export function legacyProblems(): string {
  return responses("application/json; charset=utf-8", ({ message }) => ({ errorMessage: message }));
}

const requestId = "{http.request.header.X-Request-Id}";

function responses(contentType: string, bodyOf: (problem: Problem) => unknown): string {
  const respond = (matcher: string, problem: Problem) => {
    const body = JSON.stringify(bodyOf(problem));
    // These two braces are not those of a placeholder.
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
