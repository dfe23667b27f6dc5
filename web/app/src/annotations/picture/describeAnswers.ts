import type { CategorySchema, Classification, SchemaClass } from '../../api/types';

export interface DescribedAnswer {
  /** Distinguishes answers of the same class. */
  path: string;
  title: string;
  answer: string;
}

/** Answers in words, nested ones after what they belong to. Stored option ids are read through the schema. */
export function describeAnswers(answers: readonly Classification[], schema: CategorySchema): DescribedAnswer[] {
  const classes = new Map<string, SchemaClass>();
  collect([...schema.tools, ...schema.classifications], classes);
  return describe(answers, classes, '');
}

function describe(
  answers: readonly Classification[],
  classes: Map<string, SchemaClass>,
  parent: string,
): DescribedAnswer[] {
  return answers.flatMap((item, index) => {
    const known = classes.get(item.schemaId);
    const path = `${parent}/${index}`;
    const described = { path, title: known?.title || item.title || item.schemaId, answer: inWords(item.answer, known) };
    return [described, ...describe(item.classifications ?? [], classes, path)];
  });
}

function inWords(answer: unknown, known: SchemaClass | undefined): string {
  if (typeof answer === 'boolean') {
    return answer ? 'Yes' : 'No';
  }
  const options = new Map((known?.options ?? []).map((option) => [option.schemaId, option.value]));
  return (Array.isArray(answer) ? answer : [answer])
    .map((value) => options.get(String(value)) ?? String(value))
    .join(', ');
}

function collect(list: readonly SchemaClass[], classes: Map<string, SchemaClass>): void {
  for (const item of list) {
    classes.set(item.schemaId, item);
    collect(item.classifications ?? [], classes);
  }
}
