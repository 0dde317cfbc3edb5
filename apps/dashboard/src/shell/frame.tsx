import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useParams } from "@tanstack/react-router";
import {
  BookOpen,
  Boxes,
  Building2,
  IdCard,
  LogOut,
  Menu,
  Rocket,
  Search,
  TextSearch,
  X,
} from "lucide-react";
import { type ReactNode, useState } from "react";
import { useLiveUpdates } from "../live/use-live-updates.ts";
import type { Above } from "../palette/above.ts";
import { PaletteHost } from "../palette/host.tsx";
import { OpenPalette } from "../palette/open-button.tsx";
import { sessionQuery, signOut, useMay } from "../session/session.ts";
import { SignedOutDialog } from "../session/signed-out-dialog.tsx";
import { IconButton } from "../ui/controls/button.tsx";
import { Badge } from "../ui/feedback/badge.tsx";
import { Toasts } from "../ui/feedback/toast.tsx";
import { AwayNote } from "./away-note.tsx";
import styles from "./frame.module.css";
import { Mark } from "./mark.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";
import { OtherOrganization } from "./trouble.tsx";

/** The frame of the organization that the address names. */
export function OrganizationFrame() {
  const { org } = useParams({ from: "/$org" });
  return <Frame org={org} />;
}

/** What every page has around it: the menu of an organization, and who is signed in. */
export function Frame({ org }: { readonly org: string }) {
  const [isOpen, setOpen] = useState(false);
  const [above, setAbove] = useState<Above | null>(null);
  const navigate = useNavigate();
  const { data: session } = useQuery(sessionQuery);
  const may = useMay();
  useLiveUpdates(session?.org === org && may("streamEvents") ? org : undefined);
  const leave = () => navigate({ to: "/sign-in" });
  return (
    <Toasts>
      <a href="#content" className={styles.skip}>
        Skip to the content
      </a>
      <div className={styles.frame}>
        <header className={styles.bar}>
          <IconButton
            icon={isOpen ? <X /> : <Menu />}
            label={isOpen ? "Close the menu" : "Open the menu"}
            onPress={() => setOpen(!isOpen)}
          />
          <Mark size={22} />
          <strong className={styles.name}>{org}</strong>
          <IconButton icon={<Search />} label="Go to…" onPress={() => setAbove("palette")} />
          <Link
            to="/$org/explain"
            params={{ org }}
            className={styles.short}
            aria-label="What would a deploy get?"
          >
            <TextSearch aria-hidden />
          </Link>
        </header>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
        <aside className={styles.side} data-open={isOpen} onClick={() => setOpen(false)}>
          <div className={styles.org}>
            <Mark size={24} />
            <strong title={org}>{org}</strong>
          </div>
          <OpenPalette onPress={() => setAbove("palette")} />
          <nav className={styles.menu} aria-label="Menu">
            <Link to="/$org/explain" params={{ org }} className={styles.ask}>
              <TextSearch aria-hidden />
              What would a deploy get?
            </Link>
            {may("listProfiles") ? (
              <Item to="/$org/profiles" org={org} icon={<IdCard aria-hidden />}>
                Profiles
              </Item>
            ) : null}
            {may("listApps") ? (
              <Item to="/$org/apps" org={org} icon={<Boxes aria-hidden />}>
                Applications
              </Item>
            ) : null}
            {may("listDeployments") ? (
              <Item to="/$org/deployments" org={org} icon={<Rocket aria-hidden />}>
                Deployments
              </Item>
            ) : null}
            {may("listProviders") ? (
              <Item to="/$org/organization" org={org} icon={<Building2 aria-hidden />}>
                Organization
              </Item>
            ) : null}
            <Link to="/guides" className={styles.item}>
              <BookOpen aria-hidden />
              Guides
            </Link>
          </nav>
          <footer className={styles.who}>
            <div className={styles.key}>
              <span title="The access key that you signed in with">{session?.keyName}</span>
              <Badge>{session?.role}</Badge>
            </div>
            <ThemeSwitch />
            <IconButton icon={<LogOut />} label="Sign out" onPress={() => void signOut().then(leave)} />
          </footer>
        </aside>
        <main className={styles.content} id="content" tabIndex={-1}>
          <AwayNote />
          {session !== null && session !== undefined && session.org !== org ? (
            <OtherOrganization asked={org} own={session.org} />
          ) : (
            <Outlet />
          )}
        </main>
      </div>
      <PaletteHost org={org} above={above} onChange={setAbove} />
      {session === null ? <SignedOutDialog onLeave={() => void leave()} /> : null}
    </Toasts>
  );
}

interface ItemProps {
  readonly to: "/$org/profiles" | "/$org/apps" | "/$org/deployments" | "/$org/organization";
  readonly org: string;
  readonly icon: ReactNode;
  readonly children: string;
}

function Item({ to, org, icon, children }: ItemProps) {
  return (
    <Link
      to={to}
      params={{ org }}
      className={styles.item}
      activeOptions={{ exact: false, includeSearch: false }}
    >
      {icon}
      {children}
    </Link>
  );
}
