import { Link } from "@tanstack/react-router";
import { BookOpen } from "lucide-react";
import styles from "./guide-link.module.css";
import { type Topic, topics } from "./topics.ts";

/** Leads to the guide that tells of a page or tab. */
export function GuideLink({ topic }: { readonly topic: Topic }) {
  const [path, hash] = topics[topic].split("#");
  return (
    <Link to="/guides/$" params={{ _splat: path }} hash={hash} className={styles.link}>
      <BookOpen aria-hidden />
      <span>Guide</span>
    </Link>
  );
}
