import { chosenOptions, optionsOf, type SchemaClass } from '@limn/editor';
import { Checkbox, MultiSelect, Radio, Select, Stack } from '@mantine/core';
import type { AnswerProps } from './AnswerControl';

const choicesOf = (question: SchemaClass) =>
  optionsOf(question).map(({ schemaId, value }) => ({ value: schemaId, label: value }));

export function RadioAnswer({ question, labelId, answer, onChange }: AnswerProps) {
  const [chosen = null] = chosenOptions(question, answer);
  return (
    <Radio.Group value={chosen} onChange={onChange} aria-labelledby={labelId}>
      <Stack gap={4}>
        {optionsOf(question).map(({ schemaId, value }) => (
          <Radio key={schemaId} size="xs" value={schemaId} label={value} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

export function CheckboxAnswer({ question, labelId, answer, onChange }: AnswerProps) {
  const chosen = chosenOptions(question, answer);
  return (
    <Checkbox.Group value={[...chosen]} onChange={(ids) => onChange(inOrder(question, ids))} aria-labelledby={labelId}>
      <Stack gap={4}>
        {optionsOf(question).map(({ schemaId, value }) => (
          <Checkbox key={schemaId} size="xs" value={schemaId} label={value} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

export function SingleDropdownAnswer({ question, labelId, answer, onChange }: AnswerProps) {
  const [chosen = null] = chosenOptions(question, answer);
  return (
    <Select
      size="xs"
      searchable
      aria-labelledby={labelId}
      placeholder="Choose"
      data={choicesOf(question)}
      value={chosen}
      onChange={(id) => onChange(id ?? undefined)}
    />
  );
}

export function MultiDropdownAnswer({ question, labelId, answer, onChange }: AnswerProps) {
  return (
    <MultiSelect
      size="xs"
      searchable
      aria-labelledby={labelId}
      placeholder="Choose"
      data={choicesOf(question)}
      value={[...chosenOptions(question, answer)]}
      onChange={(ids) => onChange(inOrder(question, ids))}
    />
  );
}

/** Chosen options in the order of the schema. */
function inOrder(question: SchemaClass, ids: readonly string[]): string[] {
  return optionsOf(question).flatMap(({ schemaId }) => (ids.includes(schemaId) ? schemaId : []));
}
