import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import styles from "./keys.module.css";
import { marks } from "./marks.tsx";
import type { Cell, Column, MatrixPlace } from "./matrix.ts";

interface CellLinkProps {
  readonly place: MatrixPlace;
  readonly column: Column;
  /** The key. */
  readonly name: string;
  readonly cell: Cell | undefined;
}

/** A key in a stage: how it stands there, and the way to where it is set, or where it can be. */
export function CellLink({ place, column: { stage, explanation }, name, cell }: CellLinkProps) {
  if (cell === undefined || explanation === undefined) return <span className={styles.waiting} />;
  const { org, ...names } = place;
  const profile = explanation.profile.chosen?.name;
  const level = cell.level ?? (explanation.mode === "profiles" ? "profile" : "instance");
  const { icon, word } = marks[cell.state];
  const hides = cell.hides.length === 0 ? "" : `, hides the one of the ${cell.hides.join(" and the ")}`;
  const where =
    cell.level === null ? "" : `, ${cell.level === "profile" ? `profile ${profile}` : cell.level}`;
  const look = {
    className: styles.cell,
    "data-state": cell.state,
    title: `${name} in ${stage}: ${word}${where}${hides}`,
    "aria-label": `${name} in ${stage}: ${word}${where}${hides}`,
  };
  const content: ReactNode = (
    <>
      {icon}
      {cell.state === "set" || cell.state === "inherited" ? cell.level : word}
      {cell.hides.length === 0 ? null : <span className={styles.hides}>hides {cell.hides.length}</span>}
    </>
  );
  if (level === "profile" && profile !== undefined)
    return (
      <Link {...look} to="/$org/profiles/$profile" params={{ org, profile }} search={{ tab: "parameters" }}>
        {content}
      </Link>
    );
  if (level === "service")
    return (
      <Link {...look} to="/$org/apps/$app/$service" params={{ org, ...names }} search={{ tab: "parameters" }}>
        {content}
      </Link>
    );
  return (
    <Link {...look} to="/$org/apps/$app/$service/$stage/$region" params={{ org, ...names, stage }}>
      {content}
    </Link>
  );
}
