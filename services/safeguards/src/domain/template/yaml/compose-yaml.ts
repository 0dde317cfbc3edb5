import { Composer, type CST, type Document, isCollection, isPair } from "yaml";
import type { InTurns } from "../turns.ts";
import { shortForms } from "./short-forms.ts";
import type { YamlSource } from "./yaml-source.ts";

/**
 * In tokens, and in line breaks and backslashes inside of them: so many mistakes can be in a piece. The library collects
 * them all before anyone can look at the first, and 5,000 take some 80 ms.
 */
const maxPiece = 5_000;

/**
 * The nodes of a document, composed in pieces: the library takes a document as a whole, which blocks everything else
 * for seconds where the document is large or full of mistakes. Throws `invalid` for the first piece with a mistake,
 * and for a piece that is too large and cannot be divided.
 */
export function* composeInPieces(token: CST.Document, source: YamlSource): InTurns<Document.Parsed> {
  if (isSmall(token)) return compose(token, source);
  const { hollow, inner } = divide(token, token.offset, source);
  const document = compose(hollow, source);
  yield* fill(itemsOf(document.contents), inner, source);
  return document;
}

type BlockCollection = CST.BlockMap | CST.BlockSequence;
type Item = BlockCollection["items"][number];

/** Composes the items of a collection, piece by piece, into the list that is to hold them. */
function* fill(items: unknown[], collection: BlockCollection, source: YamlSource): InTurns<void> {
  for (const piece of piecesOf(collection, source)) {
    const { items: taken, offset } = piece;
    const value = { ...collection, offset, items: taken } as BlockCollection; // the items are of this same collection
    const { contents } = compose({ type: "document", offset, start: [], value }, source);
    const composed = itemsOf(contents);
    items.push(...composed);
    yield;
    if (piece.inner !== undefined) yield* fill(itemsOf(composed[0]), piece.inner, source);
  }
}

interface Piece {
  readonly items: readonly Item[];
  /** Where the first item begins. */
  readonly offset: number;
  /** The items that the only item of the piece has lost, since there are too many of them. */
  readonly inner?: BlockCollection;
}

function* piecesOf({ items, offset: start }: BlockCollection, source: YamlSource): Generator<Piece> {
  let batch: Item[] = [];
  let size = 0;
  let offset = start;
  for (const item of items) {
    const weight = weigh(item, maxPiece);
    if (size + weight > maxPiece && batch.length > 0) {
      yield { items: batch, offset };
      batch = [];
      size = 0;
    }
    if (batch.length === 0) offset = offsetOf(item) ?? offset;
    if (weight > maxPiece) {
      const { hollow, inner } = divide(item, offset, source);
      yield { items: [hollow], offset, inner };
    } else {
      batch.push(item);
      size += weight;
    }
  }
  if (batch.length > 0) yield { items: batch, offset };
}

function offsetOf({ start, key, sep }: Item): number | undefined {
  return (start[0] ?? key ?? sep?.[0])?.offset;
}

interface Holder {
  readonly start: readonly CST.SourceToken[];
  readonly key?: CST.Token | null;
  readonly sep?: readonly CST.SourceToken[];
  readonly value?: CST.Token;
}

/** What holds a large block collection, with that collection emptied, and the collection as it was. */
function divide<H extends Holder>(holder: H, offset: number, source: YamlSource) {
  const { value: inner, key } = holder;
  if ((inner?.type === "block-map" || inner?.type === "block-seq") && isPlain(holder.sep ?? holder.start)) {
    const hollow = { ...holder, value: { ...inner, items: [] } };
    // A merge is no member: what it holds is copied, and copied again by a merge around it.
    const isMerge = key?.type === "scalar" && key.source === "<<";
    if (!isMerge && isSmall(hollow)) return { hollow, inner };
  }
  throw source.refusalAt(
    offset,
    `has more than ${maxPiece} tokens or lines in one part that cannot be read in pieces; send it as JSON`,
  );
}

const plain: ReadonlySet<CST.SourceToken["type"]> = new Set([
  "doc-start",
  "map-value-ind",
  "seq-item-ind",
  "space",
  "newline",
  "comment",
]);

/** Whether a collection is introduced without a tag or an anchor, which are about the collection as a whole. */
function isPlain(introduction: readonly CST.SourceToken[]): boolean {
  return introduction.every(({ type }) => plain.has(type));
}

function isSmall(part: unknown): boolean {
  return weigh(part, maxPiece) <= maxPiece;
}

/** The size of a part of the syntax tree, as `maxPiece` counts it, and only until it is over the limit. */
function weigh(part: unknown, limit: number): number {
  if (typeof part === "string") return weighText(part, limit);
  if (typeof part !== "object" || part === null) return 0;
  let weight = Array.isArray(part) ? 0 : 1;
  for (const inner of Object.values(part)) {
    if (weight > limit) break;
    weight += weigh(inner, limit - weight);
  }
  return weight;
}

function weighText(text: string, limit: number): number {
  let weight = 0;
  for (const _ of text.matchAll(/[\n\\]/g)) {
    weight += 1;
    if (weight > limit) break;
  }
  return weight;
}

function compose(token: CST.Document, source: YamlSource): Document.Parsed {
  const composer = new Composer({
    schema: "core",
    merge: true,
    stringKeys: true,
    customTags: shortForms,
    // Its own check compares each key with every other one of the mapping; parseYaml's takes linear time.
    uniqueKeys: false,
    logLevel: "error",
  });
  const [document] = composer.compose([token]);
  if (document === undefined) throw new TypeError("a document's syntax was composed to no document");
  const [mistake] = [...document.errors, ...document.warnings];
  if (mistake !== undefined) throw source.syntaxMistake(mistake.pos[0], mistake.code);
  return document;
}

/** The list in which the collection that a node is, or that a pair has as its value, holds its items. */
function itemsOf(node: unknown): unknown[] {
  const collection = isPair(node) ? node.value : node;
  if (!isCollection(collection)) throw new TypeError("a block collection was composed to something else");
  return collection.items;
}
