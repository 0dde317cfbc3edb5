import { randomUUID } from "node:crypto";
import {
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
} from "@opentelemetry/resources";

/** Tells the processes of a service apart. */
const instanceId = randomUUID();

/**
 * What all spans of a service say of where they come from. The service is `stagepass-<service>`, unless `OTEL_SERVICE_NAME`
 * or `OTEL_RESOURCE_ATTRIBUTES` of the process say otherwise.
 */
export function resourceOf(service: string, version: string): Resource {
  return resourceFromAttributes({
    "service.name": `stagepass-${service}`,
    "service.version": version,
    "service.instance.id": instanceId,
  }).merge(detectResources({ detectors: [envDetector] }));
}
