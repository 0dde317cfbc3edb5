/** A part of a guide: a text, or an element with its attributes and what is in it. */
export type GuideNode =
  | string
  | {
      readonly tag: string;
      readonly attributes?: Readonly<Record<string, string>>;
      readonly children?: readonly GuideNode[];
    };

/** A heading of a guide, and the anchor that leads to it. */
export interface GuideHeading {
  readonly id: string;
  readonly text: string;
  readonly level: number;
}

/** A page of `docs/` as the build has read it. */
export interface Guide {
  readonly title: string;
  /** The headings below the title. */
  readonly headings: readonly GuideHeading[];
  readonly content: readonly GuideNode[];
}
