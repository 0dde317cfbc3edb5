import type { DeploymentFilter } from "@stagepass/contracts";
import { ListFilter, X } from "lucide-react";
import { useState } from "react";
import { useTargetNames } from "../apps/names.ts";
import { regions } from "../explain/regions.ts";
import { Button } from "../ui/controls/button.tsx";
import { AllOptional, Select, TextField } from "../ui/controls/field.tsx";
import { fromLocalTime, toLocalTime } from "../ui/controls/local-time.ts";
import styles from "./filters.module.css";
import { NameFilter } from "./name-filter.tsx";

interface FiltersProps {
  readonly org: string;
  readonly filter: DeploymentFilter;
  readonly onChange: (filter: DeploymentFilter) => void;
}

/** Says which deployments are shown. Each choice counts at once. */
export function Filters({ org, filter, onChange }: FiltersProps) {
  const rare = [filter.region, filter.outcome, filter.status, filter.since, filter.until];
  const [isOpen, setOpen] = useState(rare.some((value) => value !== undefined));
  const names = useTargetNames(org, filter.app ?? "");
  const change = (part: Partial<Record<keyof DeploymentFilter, string | undefined>>) =>
    onChange(without({ ...filter, ...part }));
  return (
    <AllOptional value>
      <search className={styles.filters} aria-label="Filter deployments">
        <div className={styles.row}>
          <NameFilter
            label="Application"
            value={filter.app}
            onChange={(app) => change({ app })}
            choices={names.apps}
          />
          <NameFilter
            label="Stage"
            value={filter.stage}
            onChange={(stage) => change({ stage })}
            choices={names.stages}
          />
          <NameFilter
            label="Service"
            value={filter.service}
            onChange={(service) => change({ service })}
            choices={names.services}
          />
          <Select
            label="Answer"
            value={filter.verdict ?? "any"}
            onChange={(verdict) => change({ verdict: verdict === "any" ? undefined : verdict })}
            choices={verdicts}
          />
          <div className={styles.buttons}>
            <Button
              look="quiet"
              icon={<ListFilter />}
              aria-expanded={isOpen}
              onPress={() => setOpen(!isOpen)}
            >
              {isOpen ? "Fewer" : "More"}
            </Button>
            {Object.keys(filter).length === 0 ? null : (
              <Button look="quiet" icon={<X />} onPress={() => onChange({})}>
                Clear
              </Button>
            )}
          </div>
        </div>
        {isOpen ? (
          <div className={styles.row}>
            <NameFilter
              label="Region"
              value={filter.region}
              onChange={(region) => change({ region })}
              choices={regions}
            />
            <Select
              label="Call ended"
              value={filter.outcome ?? "any"}
              onChange={(outcome) => change({ outcome: outcome === "any" ? undefined : outcome })}
              choices={outcomes}
            />
            <Select
              label="Client reported"
              value={filter.status ?? "any"}
              onChange={(status) => change({ status: status === "any" ? undefined : status })}
              choices={statuses}
            />
            <div className={styles.time}>
              <TextField
                label="Since"
                type="datetime-local"
                value={toLocalTime(filter.since ?? "")}
                onChange={(since) => change({ since: fromLocalTime(since) || undefined })}
              />
            </div>
            <div className={styles.time}>
              <TextField
                label="Until"
                type="datetime-local"
                value={toLocalTime(filter.until ?? "")}
                onChange={(until) => change({ until: fromLocalTime(until) || undefined })}
              />
            </div>
            <div className={styles.buttons} />
          </div>
        ) : null}
      </search>
    </AllOptional>
  );
}

const verdicts = [
  { id: "any", label: "Any" },
  { id: "allowed", label: "allowed" },
  { id: "allowed-with-warnings", label: "allowed with warnings" },
  { id: "blocked", label: "blocked" },
] as const;

const outcomes = [
  { id: "any", label: "Any" },
  { id: "resolved", label: "resolved" },
  { id: "blocked", label: "blocked" },
  { id: "failed", label: "failed" },
] as const;

const statuses = [
  { id: "any", label: "Any" },
  { id: "success", label: "success" },
  { id: "error", label: "error" },
  { id: "none", label: "nothing" },
] as const;

/** The filter without what is not set, so that the URL stays short. */
function without(filter: Readonly<Record<string, string | undefined>>): DeploymentFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}
