import { type AccessKeyView, revokeAccessKey } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { Ban } from "lucide-react";
import { useState } from "react";
import { ask } from "../../api/ask.ts";
import { useChange } from "../../api/use-change.ts";
import { sessionQuery, useMay } from "../../session/session.ts";
import { MoreMenu } from "../../ui/controls/menu.tsx";
import { Time } from "../../ui/feedback/time.tsx";
import { Confirm } from "../../ui/layout/dialog.tsx";

interface RevokeKeyProps {
  readonly org: string;
  readonly accessKey: AccessKeyView;
}

/** Revokes an access key, after its name was typed. */
export function RevokeKey({ org, accessKey }: RevokeKeyProps) {
  const { id, name, lastUsedAt } = accessKey;
  const [isAsking, setAsking] = useState(false);
  const may = useMay();
  const { data: session } = useQuery(sessionQuery);
  const { mutate, error, isPending, request } = useChange({
    change: () => ask(revokeAccessKey, { params: { org, keyId: id } }),
    touches: [[org, "access-keys"]],
    said: `Access key ${name} revoked`,
    onDone: () => setAsking(false),
  });
  if (!may("revokeAccessKey")) return null;
  return (
    <>
      <MoreMenu
        label={`More for ${name}`}
        actions={[{ label: "Revoke", icon: <Ban />, onAction: () => setAsking(true), isDanger: true }]}
      />
      <Confirm
        title={`Revoke ${name}?`}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        verb="Revoke access key"
        name={name}
        onConfirm={() => mutate()}
        isPending={isPending}
        error={error}
        request={request}
      >
        <p>
          {lastUsedAt === null ? (
            "It was never used. "
          ) : (
            <>
              It was used last <Time at={lastUsedAt} />.{" "}
            </>
          )}
          Whoever uses it is refused at once, and this cannot be undone.
        </p>
        {session?.keyId === id ? <p>You are signed in with it, so this ends your session.</p> : null}
      </Confirm>
    </>
  );
}
