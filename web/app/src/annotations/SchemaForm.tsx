import { Button, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { CategorySchema, SchemaClass } from '../api/types';
import { moveUp, replaceAt } from '../ui/lists';
import { ClassEditor } from './ClassEditor';
import { classificationKinds, relationKinds, toolKinds } from './classKinds';
import { newClass, type SchemaList } from './schemaDraft';

const lists: { list: SchemaList; title: string; one: string; kinds: typeof toolKinds }[] = [
  { list: 'tools', title: 'Tools', one: 'tool', kinds: toolKinds },
  { list: 'classifications', title: 'Classifications', one: 'classification', kinds: classificationKinds },
  { list: 'relations', title: 'Relations', one: 'relation', kinds: relationKinds },
];

/** The schema as a form. Keys that it does not show stay as they are. */
export function SchemaForm({
  schema,
  onChange,
}: {
  schema: CategorySchema;
  onChange: (schema: CategorySchema) => void;
}) {
  return (
    <Stack gap="xl">
      {lists.map(({ list, title, one, kinds }) => (
        <Stack key={list} gap="sm" component="section">
          <Title order={3}>{title}</Title>
          {schema[list].length === 0 && <Text c="dimmed">None yet.</Text>}
          <ClassList
            classes={schema[list]}
            kinds={kinds}
            one={one}
            onChange={(classes) => onChange({ ...schema, [list]: classes })}
          />
        </Stack>
      ))}
    </Stack>
  );
}

interface ClassListProps {
  classes: readonly SchemaClass[];
  kinds: typeof toolKinds;
  /** What one entry is called. */
  one: string;
  onChange: (classes: SchemaClass[]) => void;
}

/** Classes of one level, and a button to add another. */
export function ClassList({ classes, kinds, one, onChange }: ClassListProps) {
  return (
    <>
      {classes.map((item, index) => (
        <ClassEditor
          key={item.schemaId}
          item={item}
          kinds={kinds}
          one={one}
          onChange={(next) => onChange(replaceAt(classes, index, next))}
          onMoveUp={index === 0 ? null : () => onChange(moveUp(classes, index))}
        />
      ))}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} />}
        style={{ alignSelf: 'flex-start' }}
        onClick={() => onChange([...classes, newClass(kinds[0]?.value ?? '', classes.length)])}
      >
        Add {one}
      </Button>
    </>
  );
}
