import { chosenOptions, optionsOf } from '@limn/editor';
import { MultiSelect } from '@mantine/core';
import type { AnswerProps } from './AnswerControl';

const separator = ' / ';

/** Nodes of a tree, found by any part of their path; those above a chosen node are answered with it. */
export function TreeAnswer({ question, labelId, answer, onChange }: AnswerProps) {
  const options = optionsOf(question);
  const byPath = new Map(options.map(({ value, schemaId }) => [value, schemaId]));
  const chosen = chosenOptions(question, answer);
  const chosenPaths = options.filter(({ schemaId }) => chosen.has(schemaId)).map(({ value }) => value);
  // The nodes above are not shown, they follow from those below.
  const shown = options.filter(
    ({ schemaId, value }) => chosen.has(schemaId) && !chosenPaths.some((path) => path.startsWith(value + separator)),
  );
  const withParents = (ids: readonly string[]) => {
    const paths = options.filter(({ schemaId }) => ids.includes(schemaId)).map(({ value }) => value);
    const isWanted = (path: string) => paths.some((one) => one === path || one.startsWith(path + separator));
    return options.flatMap(({ value }) => (isWanted(value) ? (byPath.get(value) ?? []) : []));
  };
  return (
    <MultiSelect
      size="xs"
      searchable
      aria-labelledby={labelId}
      placeholder="Choose"
      data={options.map(({ schemaId, value }) => ({ value: schemaId, label: value }))}
      value={shown.map(({ schemaId }) => schemaId)}
      maxValues={question.multiple === false ? 1 : undefined}
      onChange={(ids) => onChange(ids.length === 0 ? undefined : withParents(ids))}
      renderOption={({ option }) => {
        const parts = option.label.split(separator);
        return <span style={{ paddingInlineStart: `${(parts.length - 1) * 0.75}rem` }}>{parts.at(-1)}</span>;
      }}
    />
  );
}
