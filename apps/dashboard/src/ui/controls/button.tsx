import { Download } from "lucide-react";
import type { ReactNode } from "react";
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Tooltip,
  TooltipTrigger,
} from "react-aria-components";
import styles from "./button.module.css";

type Look = "primary" | "secondary" | "quiet" | "danger";

interface ButtonProps extends Omit<AriaButtonProps, "className" | "style" | "children"> {
  readonly look?: Look;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}

/** A button with a word on it. While it is pending it keeps its size and cannot be pressed again. */
export function Button({ look = "secondary", icon, children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={`${styles.button} ${styles[look]}`}>
      {icon}
      {children}
    </AriaButton>
  );
}

interface IconButtonProps extends Omit<AriaButtonProps, "className" | "style" | "children" | "aria-label"> {
  readonly icon: ReactNode;
  /** What it does, as a tooltip and for screen readers. */
  readonly label: string;
}

/** A button with a picture only. */
export function IconButton({ icon, label, ...props }: IconButtonProps) {
  return (
    <TooltipTrigger delay={400}>
      <AriaButton {...props} aria-label={label} className={`${styles.button} ${styles.quiet} ${styles.icon}`}>
        {icon}
      </AriaButton>
      <Tooltip className={styles.tooltip} offset={6}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}

interface DownloadLinkProps {
  readonly href: string;
  /** The name of the file that is saved. */
  readonly file: string;
  readonly children: ReactNode;
}

/** Saves what an address answers as a file. */
export function DownloadLink({ href, file, children }: DownloadLinkProps) {
  return (
    <a href={href} download={file} className={`${styles.button} ${styles.secondary} ${styles.link}`}>
      <Download aria-hidden />
      {children}
    </a>
  );
}
