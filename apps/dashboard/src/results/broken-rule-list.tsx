import type { SafeguardResult } from "@stagepass/contracts";
import { MapPin } from "lucide-react";
import { CopyButton } from "../ui/controls/copy.tsx";
import { type BrokenRule, brokenRules } from "./broken-rules.ts";
import styles from "./results.module.css";

/** What a safeguard found, each with the place in the template or the declaration that it is about. */
export function BrokenRuleList({
  result,
}: {
  readonly result: Pick<SafeguardResult, "messages" | "places">;
}) {
  const rules = brokenRules(result);
  if (rules.length === 0) return null;
  return (
    <ul className={styles.rules}>
      {rules.map(({ message, place }) => (
        <li key={`${message} ${place?.path}`}>
          <p>{message}</p>
          {place === null ? null : <Place place={place} />}
        </li>
      ))}
    </ul>
  );
}

function Place({ place }: { readonly place: NonNullable<BrokenRule["place"]> }) {
  const { document, resource, below, path } = place;
  return (
    <p className={styles.place} title={path}>
      <MapPin aria-hidden />
      <span className={styles.where}>
        {document === "template" ? "template" : "serverless.yml"}
        {resource === undefined ? null : (
          <>
            {" "}
            <code className={styles.resource}>{resource}</code>
          </>
        )}
        {below === "" ? null : (
          <>
            {" "}
            <code>{below}</code>
          </>
        )}
      </span>
      <CopyButton text={path} what="the path" />
    </p>
  );
}
