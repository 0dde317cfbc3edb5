import { Search } from "lucide-react";
import { Button } from "react-aria-components";
import { modifier } from "./modifier.ts";
import styles from "./open-button.module.css";

/** Opens the palette, and names the keys that do so too. */
export function OpenPalette({ onPress }: { readonly onPress: () => void }) {
  return (
    <Button className={styles.open ?? ""} onPress={onPress}>
      <Search aria-hidden />
      Go to…
      <kbd>{modifier} K</kbd>
    </Button>
  );
}
