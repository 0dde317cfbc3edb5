import { useNavigate, useSearch } from "@tanstack/react-router";
import { Select } from "../../ui/controls/field.tsx";
import { Card, Fields } from "../../ui/layout/page.tsx";
import { VersionDifference } from "./version-changes.tsx";

interface CompareVersionsProps {
  readonly org: string;
  readonly profile: string;
  /** The versions to choose from, newest first. */
  readonly versions: readonly number[];
}

/** What differs between any two versions. Which ones stands in the URL. */
export function CompareVersions({ org, profile, versions }: CompareVersionsProps) {
  const { a, b } = useSearch({ from: "/$org/profiles/$profile" });
  const navigate = useNavigate({ from: "/$org/profiles/$profile" });
  const choose = (part: { readonly a?: number | undefined; readonly b?: number | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...part }), resetScroll: false, replace: true });
  const choices = versions.map((version) => ({ id: `${version}`, label: `Version ${version}` }));
  const [earlier, later] = [choices.find(({ id }) => id === `${a}`), choices.find(({ id }) => id === `${b}`)];
  return (
    <Card>
      <Fields>
        <Fields isRow>
          <Select
            label="Compare"
            value={earlier?.id ?? null}
            onChange={(id) => choose({ a: Number(id), b: b ?? versions.find((other) => `${other}` !== id) })}
            choices={choices}
            placeholder="A version"
            isRequired
          />
          <Select
            label="with"
            value={later?.id ?? null}
            onChange={(id) => choose({ b: Number(id) })}
            choices={choices.filter(({ id }) => id !== earlier?.id)}
            placeholder="–"
            isDisabled={earlier === undefined}
            isRequired
          />
        </Fields>
        {earlier === undefined || later === undefined ? null : (
          <VersionDifference
            org={org}
            profile={profile}
            version={Number(later.id)}
            from={Number(earlier.id)}
          />
        )}
      </Fields>
    </Card>
  );
}
