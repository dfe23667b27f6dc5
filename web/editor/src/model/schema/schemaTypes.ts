/** One thing that can be chosen. */
export interface SchemaOption {
  readonly value: string;
  readonly schemaId: string;
  readonly [key: string]: unknown;
}

/** A node of a tree of options. */
export interface TreeOption {
  readonly title: string;
  readonly key: string;
  readonly children?: readonly TreeOption[];
  readonly [key: string]: unknown;
}

/** What the validation rules of a class may say; docs/formats/validation-rules.md has their meaning. */
export interface ClassRules {
  readonly required?: boolean;
  readonly minCount?: number;
  readonly maxCount?: number;
  readonly minWidth?: number;
  readonly minHeight?: number;
  readonly minArea?: number;
  readonly insideImage?: boolean;
  readonly insideOf?: readonly string[];
  readonly noOverlapWith?: readonly string[];
  readonly regex?: string;
}

/** A class of the category schema, as the API carries it. */
export interface SchemaClass extends ClassRules {
  readonly schemaId: string;
  readonly title: string;
  /** The kind: of geometry, of answer or of relation. */
  readonly tool: string;
  readonly color?: string;
  /** Whether its lines are dashed, for those who cannot tell its colour from another class's. */
  readonly dashed?: boolean;
  readonly shortcutKey?: string;
  readonly multiple?: boolean;
  readonly frameSpecific?: boolean;
  readonly richText?: boolean;
  /** No new members; those that exist stay. */
  readonly disabled?: boolean;
  /** Of a relation: the classes, by `schemaId`, that it may begin and end at; any without the list. */
  readonly sources?: readonly string[];
  readonly targets?: readonly string[];
  /** Of a group: the classes of its members. */
  readonly members?: readonly string[];
  readonly parentOptionId?: string | null;
  readonly options?: readonly SchemaOption[];
  readonly treeOptions?: readonly TreeOption[];
  readonly classifications?: readonly SchemaClass[];
  readonly [key: string]: unknown;
}

/** The classes of a project. */
export interface CategorySchema {
  readonly tools: readonly SchemaClass[];
  readonly classifications: readonly SchemaClass[];
  readonly relations: readonly SchemaClass[];
}
