import { Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useMay } from "../session/session.ts";
import { Button } from "../ui/controls/button.tsx";

/** Whether something is being added to a list, and the button that begins it. */
export interface Adding {
  /** It is left out for whoever may not add. */
  readonly button: ReactNode | undefined;
  readonly isOpen: boolean;
  readonly close: () => void;
}

/** The button that opens the window in which something is added, for whoever may call the operation that saves it. */
export function useAdding(operation: string, verb: string): Adding {
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const button = may(operation) ? (
    <Button look="primary" icon={<Plus />} onPress={() => setOpen(true)}>
      {verb}
    </Button>
  ) : undefined;
  return { button, isOpen, close: () => setOpen(false) };
}
