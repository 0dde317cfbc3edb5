import type { RoleTest, RoleTrial } from "@stagepass/contracts";
import { Name } from "../ui/feedback/badge.tsx";
import { Note } from "../ui/feedback/note.tsx";
import { Card } from "../ui/layout/page.tsx";
import styles from "./roles.module.css";

/** What AWS answered when Stagepass tried a role with its external ID, and without it. */
export function RoleTestOutcome({ test }: { readonly test: RoleTest }) {
  const { passed, roleArn, withExternalId, withoutExternalId } = test;
  const isOpen = withoutExternalId.outcome === "assumed";
  return (
    <>
      <Note tone={passed ? "good" : "bad"} title={passed ? "The role is ready" : "The role is not ready"}>
        <p>
          <Name>{roleArn}</Name>
        </p>
      </Note>
      <Card>
        <ol className={styles.trials}>
          <li>
            <h3>With the external ID</h3>
            <p>
              {withExternalId.outcome === "assumed"
                ? "It can be assumed, as it must be."
                : says(withExternalId)}
            </p>
          </li>
          <li>
            <h3>Without the external ID</h3>
            <p>
              {isOpen
                ? "It can be assumed, and must not be: deploys of everybody who uses this Stagepass could assume it. Demand the external ID in its trust policy."
                : "AWS refuses it, as it must."}
            </p>
          </li>
        </ol>
      </Card>
    </>
  );
}

function says(trial: RoleTrial): string {
  if (trial.outcome === "assumed") return "";
  return trial.awsCode === null ? trial.detail : `${trial.awsCode}: ${trial.detail}`;
}
