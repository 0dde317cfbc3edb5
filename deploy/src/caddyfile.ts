import { legacyProtocol, maxBodyBytes, ServiceId } from "@stagepass/contracts";
import { apiProblems, legacyProblems } from "./edge-problems.ts";
import { legacyPattern, routePattern, servicePort } from "./route-pattern.ts";

/** The port on which the edge listens in its container. */
const edgePort = 8080;

/**
 * The configuration of the edge, which makes all services one origin. A path goes to the service whose contracts have it, a
 * path of the existing clients to the legacy service, and any other path to the overview. The edge also listens on the
 * port that the existing clients call.
 */
export function caddyfile(): string {
  return `# Written by the container "provision" at every start: changes here are lost.
{
	admin off
	auto_https off
}

:${edgePort} {
${everyRequest}

	@clients vars_regexp {http.request.uri} "${legacyPattern}"
	handle @clients {
${proxyTo("legacy")}
	}

${ServiceId.options.map(serviceRoute).join("\n")}
	handle {
${proxyTo("overview")}
	}

	handle_errors {
		handle @clients {
${legacyProblems()}
		}
		handle {
${apiProblems()}
		}
	}
}

:${legacyProtocol.port} {
${everyRequest}

	handle {
${proxyTo("legacy")}
	}

	handle_errors {
		handle {
${legacyProblems()}
		}
	}
}
`;
}

const everyRequest = `	# An id that the services would replace is replaced here, so that the problems of the edge also have it.
	@unnamed not header_regexp X-Request-Id ^[\\w.:-]{8,128}$
	request_header @unnamed X-Request-Id req_{http.request.uuid}

	request_body {
		max_size ${maxBodyBytes}
	}`;

function serviceRoute(service: ServiceId): string {
  return `	@${service} vars_regexp {http.request.uri} "${routePattern(service)}"
	handle @${service} {
${proxyTo(service)}
	}
`;
}

/** Forwards to all replicas of a container, which the DNS of the compose network lists. */
function proxyTo(name: ServiceId | "overview"): string {
  return `		vars part ${name}
		reverse_proxy {
			dynamic a {
				name ${name}
				port ${servicePort}
				refresh 1s
			}
			lb_policy least_conn
			# Retries only if there was no connection, so that no request is sent twice.
			lb_try_duration 1s
			lb_try_interval 50ms
			transport http {
				dial_timeout 500ms
			}
		}`;
}
