import type { CategorySchema, SchemaClass } from '../api/types';

export type SchemaList = 'tools' | 'classifications' | 'relations';

const palette = [
  '#e03131',
  '#1971c2',
  '#2f9e44',
  '#f08c00',
  '#9c36b5',
  '#0c8599',
  '#c2255c',
  '#5c940d',
  '#6741d9',
  '#e8590c',
];

/** Whether a value has the outline of a category schema, so that the form can show it. */
export function isSchema(value: unknown): value is CategorySchema {
  return (
    typeof value === 'object' &&
    value !== null &&
    (['tools', 'classifications', 'relations'] as const).every((list) =>
      isClassList((value as Record<string, unknown>)[list]),
    )
  );
}

/** A new class of a kind, in a colour that few others have. */
export function newClass(kind: string, count: number): SchemaClass {
  return {
    tool: kind,
    title: '',
    required: false,
    columnField: false,
    color: palette[count % palette.length],
    shortcutKey: '',
    classifications: [],
    options: [],
    schemaId: newSchemaId(),
  };
}

/** Ids are 32 hex digits, as other clients make them. */
export function newSchemaId(): string {
  return crypto.randomUUID().replaceAll('-', '');
}

function isClassList(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (item) =>
        typeof item === 'object' &&
        item !== null &&
        typeof item.tool === 'string' &&
        typeof item.title === 'string' &&
        typeof item.schemaId === 'string' &&
        (item.classifications === undefined || isClassList(item.classifications)),
    )
  );
}
