import { Plus, Trash2 } from "lucide-react";
import { Button } from "../../ui/controls/button.tsx";
import { CodeArea } from "../../ui/controls/code-area.tsx";
import { NumberField, Select, Switch, TextField } from "../../ui/controls/field.tsx";
import { JsonField } from "../../ui/controls/json-field.tsx";
import { ListField } from "../../ui/controls/list-field.tsx";
import { Fields } from "../../ui/layout/page.tsx";
import { MapField } from "./map-field.tsx";
import styles from "./safeguards.module.css";
import { type Field, isObject, type Shape, startOf } from "./settings-shape.ts";

interface ShapeFieldProps {
  readonly label: string;
  readonly shape: Shape;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly about?: string | undefined;
  readonly isRequired?: boolean;
  readonly error?: string | undefined;
  /** What is wrong with the fields of an object. */
  readonly errorOf?: (field: string) => string | undefined;
}

/** A field for a value of a certain shape. */
export function ShapeField(props: ShapeFieldProps) {
  const { label, shape, value, onChange, about, isRequired = false, error, errorOf } = props;
  const common = { label, hint: about, error, isRequired };
  switch (shape.kind) {
    case "nothing":
      return <p className={styles.soft}>This policy has no settings.</p>;
    case "flag":
      return <Switch label={label} hint={about} isSelected={value === true} onChange={onChange} />;
    case "number":
      return (
        <NumberField
          {...common}
          value={typeof value === "number" ? value : null}
          onChange={(number) => onChange(number ?? undefined)}
          {...(shape.min === undefined ? {} : { min: shape.min })}
          {...(shape.max === undefined ? {} : { max: shape.max })}
        />
      );
    case "choice":
      return (
        <Select
          {...common}
          value={typeof value === "string" ? value : null}
          onChange={onChange}
          choices={shape.options.map((id) => ({ id, label: id }))}
        />
      );
    case "text": {
      const text = typeof value === "string" ? value : "";
      const change = (next: string) => onChange(next === "" && !isRequired ? undefined : next);
      if (shape.isCode)
        return <CodeArea {...common} label={label} value={text} onChange={change} minLines={6} />;
      return <TextField {...common} value={text} onChange={change} mono />;
    }
    case "texts":
      return (
        <ListField
          label={label}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={onChange}
          hint={about ?? "One on each line."}
          error={error}
          isRequired
          isLong
        />
      );
    case "map":
      return <MapField {...common} value={isObject(value) ? value : {}} onChange={onChange} />;
    case "object":
      return <ObjectFields fields={shape.fields} value={value} onChange={onChange} errorOf={errorOf} />;
    case "list":
      return <ItemFields item={shape.item} value={value} onChange={onChange} />;
    case "json":
      return (
        <JsonField
          label={label}
          value={value}
          onChange={(next) => next && onChange(next.json)}
          error={error}
        />
      );
  }
}

interface ObjectFieldsProps {
  readonly fields: readonly Field[];
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly errorOf: ((field: string) => string | undefined) | undefined;
}

function ObjectFields({ fields, value, onChange, errorOf }: ObjectFieldsProps) {
  const before = isObject(value) ? value : {};
  const change = (name: string, next: unknown) =>
    onChange(
      Object.fromEntries(
        Object.entries({ ...before, [name]: next }).filter(([, item]) => item !== undefined),
      ),
    );
  return (
    <Fields>
      {fields.map(({ name, shape, about, isRequired, fallback }) => (
        <ShapeField
          key={name}
          label={inWords(name)}
          shape={shape}
          value={before[name] ?? fallback}
          onChange={(next) => change(name, next)}
          about={about}
          isRequired={isRequired}
          error={errorOf?.(name)}
        />
      ))}
    </Fields>
  );
}

interface ItemFieldsProps {
  readonly item: Shape;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

function ItemFields({ item, value, onChange }: ItemFieldsProps) {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return (
    <>
      {items.map((each, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items have no names, and their fields hold no state of their own
        <div key={index} className={styles.item}>
          <ShapeField
            label={`${index + 1}`}
            shape={item}
            value={each}
            onChange={(next) => onChange(items.with(index, next))}
          />
          <div>
            <Button
              look="quiet"
              icon={<Trash2 />}
              onPress={() => onChange(items.filter((_, other) => other !== index))}
            >
              Remove
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button icon={<Plus />} onPress={() => onChange([...items, startOf(item)])}>
          Add another
        </Button>
      </div>
    </>
  );
}

/** Reads `minNumSubnets` as `Min num subnets`. */
function inWords(name: string): string {
  const words = name.replaceAll(
    /([a-z])([A-Z])/g,
    (_, end: string, begin: string) => `${end} ${begin.toLowerCase()}`,
  );
  return words.charAt(0).toUpperCase() + words.slice(1);
}
