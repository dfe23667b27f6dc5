import type { Json } from '../answer';
import type { SchemaClass, SchemaOption, TreeOption } from './schemaTypes';

const pathSeparator = ' / ';

/** The options of a class; those of a tree with their whole paths, parents first. */
export function optionsOf(schemaClass: SchemaClass): readonly SchemaOption[] {
  if (schemaClass.tool !== 'tree-dropdown' || !schemaClass.treeOptions?.length) {
    return schemaClass.options ?? [];
  }
  return schemaClass.treeOptions.flatMap((node) => flatten(node, ''));
}

/** The ids of the options that an answer chooses, whether it names them by id or by text. */
export function chosenOptions(schemaClass: SchemaClass, answer: Json | undefined): Set<string> {
  const texts = new Set((Array.isArray(answer) ? answer : [answer]).filter((text) => typeof text === 'string'));
  const chosen = optionsOf(schemaClass).filter(({ schemaId, value }) => texts.has(schemaId) || texts.has(value));
  return new Set(chosen.map((option) => option.schemaId));
}

/** The questions that belong under an answer: those of no option, and those of the options it chooses. */
export function visibleQuestions(schemaClass: SchemaClass, answer: Json | undefined): SchemaClass[] {
  const chosen = chosenOptions(schemaClass, answer);
  return (schemaClass.classifications ?? []).filter(
    ({ parentOptionId }) => !parentOptionId || chosen.has(parentOptionId),
  );
}

/** Whether an answer says something. */
export function isAnswered(answer: Json | undefined): boolean {
  return answer !== undefined && answer !== null && answer !== '' && !(Array.isArray(answer) && answer.length === 0);
}

function flatten(node: TreeOption, parent: string): SchemaOption[] {
  const value = parent + node.title;
  const children = (node.children ?? []).flatMap((child) => flatten(child, value + pathSeparator));
  return [{ value, schemaId: node.key }, ...children];
}
