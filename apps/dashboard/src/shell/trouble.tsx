import type { ErrorComponentProps } from "@tanstack/react-router";
import { Link } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { Button } from "../ui/controls/button.tsx";
import { Empty } from "../ui/feedback/empty.tsx";
import { ProblemNote } from "../ui/feedback/note.tsx";
import { Page } from "../ui/layout/page.tsx";

/** A page that could not be shown. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  return (
    <Page title="This page cannot be shown">
      <ProblemNote error={error instanceof Error ? error : new Error(String(error))} />
      <div>
        <Button onPress={reset}>Try again</Button>
      </div>
    </Page>
  );
}

/** An address that leads nowhere. */
export function NoSuchPage() {
  return (
    <Empty icon={<Compass />} title="There is no such page" action={<Link to="/">Go to the beginning</Link>}>
      The address may be misspelt, or what it led to is gone.
    </Empty>
  );
}

/** An address of an organization that whoever is signed in does not belong to, whether or not it exists. */
export function OtherOrganization({ asked, own }: { readonly asked: string; readonly own: string }) {
  return (
    <Empty
      icon={<Compass />}
      title={`You are signed in to ${own}`}
      action={
        <Link to="/$org/profiles" params={{ org: own }}>
          Go to {own}
        </Link>
      }
    >
      This address belongs to an organization {asked}. To open it, sign out and sign in with a key of that
      one.
    </Empty>
  );
}
