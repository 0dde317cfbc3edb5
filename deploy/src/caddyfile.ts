import { maxBodyBytes, Problem, ServiceId } from "@stagepass/contracts";
import { routePattern, servicePort } from "./route-pattern.ts";

/** The port on which the edge answers in its container. */
const edgePort = 8080;

/**
 * The edge's configuration: one origin, where each path goes to the service whose contract has it and all else to the
 * overview. What the edge itself has to refuse is a problem like any other.
 */
export function caddyfile(): string {
  return `# Written by the container "provision" at every start: changes here are lost.
{
	admin off
	auto_https off
}

:${edgePort} {
	# An id that the services would not take is replaced here, so that a problem of the edge can name it too.
	@unnamed not header_regexp X-Request-Id ^[\\w.:-]{8,128}$
	request_header @unnamed X-Request-Id req_{http.request.uuid}

	request_body {
		max_size ${maxBodyBytes}
	}

${ServiceId.options.map(serviceRoute).join("\n")}
	handle {
${proxyTo("overview")}
	}

	handle_errors {
		header Content-Type "application/problem+json; charset=utf-8"
		header X-Request-Id {http.request.header.X-Request-Id}
		@large expression {http.error.status_code} == 413
${respond("@large", tooLarge())}
${respond("", unavailable())}
	}
}
`;
}

function serviceRoute(service: ServiceId): string {
  return `	@${service} vars_regexp {http.request.uri} "${routePattern(service)}"
	handle @${service} {
${proxyTo(service)}
	}
`;
}

/** All replicas of a container, as the DNS of the compose network lists them. */
function proxyTo(name: string): string {
  return `		vars part ${name}
		reverse_proxy {
			dynamic a {
				name ${name}
				port ${servicePort}
				refresh 1s
			}
			lb_policy least_conn
			# Only where no connection came about, so that nothing is sent twice.
			lb_try_duration 1s
			lb_try_interval 50ms
			transport http {
				dial_timeout 500ms
			}
		}`;
}

function respond(matcher: string, problem: Problem): string {
  const body = JSON.stringify(problem.toBody("{http.request.header.X-Request-Id}"));
  // Braces hold placeholders, and these two do not.
  const escaped = `\\{${body.slice(1, -1)}\\}`;
  return `		respond ${matcher} \`${escaped}\` ${problem.status}`;
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
