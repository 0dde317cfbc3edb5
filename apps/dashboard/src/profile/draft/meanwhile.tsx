import { Button } from "../../ui/controls/button.tsx";
import { Note } from "../../ui/feedback/note.tsx";
import { ChangeList } from "./change-list.tsx";
import { useDraft } from "./draft.tsx";

/** Says that somebody saved another version since the editing began, and what is different in it. */
export function Meanwhile({ canBeNoted = false }: { readonly canBeNoted?: boolean }) {
  const { base, meanwhile, noteMeanwhile } = useDraft();
  if (meanwhile === null) return null;
  return (
    <Note tone="warn" title={`Somebody saved version ${base.version} meanwhile`}>
      <p>Your changes are kept, and will be saved on top of it. This is what is different in it:</p>
      <ChangeList changes={meanwhile} />
      {canBeNoted ? (
        <div>
          <Button onPress={noteMeanwhile}>Go on with version {base.version}</Button>
        </div>
      ) : null}
    </Note>
  );
}
