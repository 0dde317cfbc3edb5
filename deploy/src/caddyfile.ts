import { legacyProtocol, maxBodyBytes, ServiceId } from "@stagepass/contracts";
import { legacyRefusals, problemRefusals } from "./edge-refusals.ts";
import { legacyPattern, routePattern, servicePort } from "./route-pattern.ts";

/** The port on which the edge answers in its container. */
const edgePort = 8080;

/**
 * The edge's configuration: one origin, where each path goes to the service whose contract has it, those of the existing
 * clients to the one that answers them, and all else to the overview. Those clients find the edge at their own port too.
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
${legacyRefusals()}
		}
		handle {
${problemRefusals()}
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
${legacyRefusals()}
		}
	}
}
`;
}

const everyRequest = `	# An id that the services would not take is replaced here, so that a problem of the edge can name it too.
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

/** All replicas of a container, as the DNS of the compose network lists them. */
function proxyTo(name: ServiceId | "overview"): string {
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
