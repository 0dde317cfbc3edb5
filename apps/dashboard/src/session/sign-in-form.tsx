import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Form } from "../ui/controls/form.tsx";
import { TextField } from "../ui/controls/text-field.tsx";
import { type Session, signIn } from "./session.ts";

/** Asks for an access key. Other ways to sign in belong beside it. */
export function SignInForm({ onSignedIn }: { readonly onSignedIn: (session: Session) => void }) {
  const [accessKey, setAccessKey] = useState("");
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => signIn(accessKey.trim()),
    onSuccess: (session) => {
      setAccessKey("");
      onSignedIn(session);
    },
  });
  return (
    <Form
      onSubmit={() => mutate()}
      error={error}
      fields={["accessKey"]}
      verb="Sign in"
      isPending={isPending}
      isDisabled={accessKey.trim() === ""}
    >
      <TextField
        label="Access key"
        name="accessKey"
        type="password"
        value={accessKey}
        onChange={setAccessKey}
        placeholder="sp_…"
        hint="It is exchanged for a session of this browser, and kept nowhere."
        isRequired
        autoFocus
        mono
      />
    </Form>
  );
}
