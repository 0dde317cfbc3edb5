import { Search } from "lucide-react";
import { useState } from "react";
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
  Text,
} from "react-aria-components";
import overlay from "../ui/layout/dialog.module.css";
import type { Above } from "./above.ts";
import styles from "./palette.module.css";
import { useCommands } from "./use-commands.ts";
import { useFound } from "./use-found.ts";

interface PaletteProps {
  readonly org: string;
  readonly onClose: () => void;
  /** Opens something else in its place. */
  readonly onOpen: (next: Above) => void;
}

/** Goes anywhere and does anything by typing. */
export function Palette({ org, onClose, onOpen }: PaletteProps) {
  const [text, setText] = useState("");
  const commands = useCommands(org, text, onOpen);
  const found = useFound(org, text);
  const [actions, ...pages] = commands;
  const all =
    text.trim() === ""
      ? commands
      : [
          ...pages.slice(0, 1),
          ...found.groups,
          ...(actions === undefined ? [] : [actions]),
          ...pages.slice(1),
        ];
  const groups = all.filter((group) => group.commands.length > 0);
  const run = (id: unknown) => {
    onClose();
    groups
      .flatMap((group) => group.commands)
      .find((command) => command.id === id)
      ?.run();
  };
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(isOpen) => !isOpen && onClose()}
      className={overlay.overlay ?? ""}
    >
      <Modal className={styles.modal ?? ""}>
        <Dialog aria-label="Go to or do" className={styles.dialog ?? ""}>
          <Autocomplete inputValue={text} onInputChange={setText}>
            <SearchField aria-label="Go to or do" className={styles.search ?? ""} autoFocus>
              <Search aria-hidden />
              <Input
                placeholder="Page, profile, application, app/service, deployment id"
                spellCheck={false}
              />
            </SearchField>
            <Menu
              aria-label="What fits"
              className={styles.menu ?? ""}
              items={groups}
              onAction={run}
              renderEmptyState={() => (
                <p className={styles.none}>{found.isSearching ? "Searching…" : "Nothing fits"}</p>
              )}
            >
              {({ title, commands: items }) => (
                <MenuSection id={title} className={styles.group ?? ""}>
                  <Header>{title}</Header>
                  {items.map(({ id, label, about }) => (
                    <MenuItem key={id} id={id} textValue={label} className={styles.item ?? ""}>
                      <Text slot="label">{label}</Text>
                      {about === undefined || about === "" ? null : <Text slot="description">{about}</Text>}
                    </MenuItem>
                  ))}
                </MenuSection>
              )}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
