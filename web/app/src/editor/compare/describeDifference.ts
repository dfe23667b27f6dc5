import type { Difference, SchemaIndex } from '@limn/editor';

const names: Readonly<Record<string, string>> = {
  classifications: 'answers',
  schemaId: 'class',
  title: 'class',
  lock: 'lock',
  flagged: 'flag',
  answer: 'answer',
  verdict: 'verdict',
};

/** A difference in words: what it is about, and what became of it. */
export function describeDifference(
  { list, before, after, kind, fields }: Difference,
  schema: SchemaIndex,
): { readonly title: string; readonly detail: string } {
  const member = after ?? before;
  const schemaClass = member && schema.classOf(list, member);
  const id = list === 'objects' ? ` ${member?.objectId.slice(0, 3) ?? ''}` : '';
  const title = `${schemaClass?.title ?? 'Unknown'}${id}`;
  const what = [...new Set(fields.map((field) => names[field] ?? 'shape'))].join(', ');
  return { title, detail: kind === 'changed' ? what : kind };
}
