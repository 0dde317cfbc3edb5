import { useLocation } from "@tanstack/react-router";
import { type RefObject, useEffect, useRef } from "react";

/** The address whose heading was last shown, and whether anybody has gone from one to another since the page was opened. */
let shown: string | undefined;
let hasMoved = false;

/**
 * Gives the focus to the heading of a page that somebody has gone to, so that a screen reader says where they are and the
 * next press of Tab goes into the page. Tabs and filters of the same page leave it where it is.
 */
export function useHeadingFocus(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const path = useLocation({ select: ({ pathname }) => pathname });
  useEffect(() => {
    const isNew = shown !== undefined && shown !== path;
    shown = path;
    hasMoved ||= isNew;
    // A page that first showed that it was loading has taken its heading, and the focus on it, away with that.
    if (isNew || (hasMoved && document.activeElement === document.body))
      heading.current?.focus({ preventScroll: true });
  }, [path]);
  return heading;
}
