import {
  ActionIcon,
  Checkbox,
  Collapse,
  ColorInput,
  Group,
  Paper,
  Select,
  Stack,
  TagsInput,
  Text,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowUp, IconChevronDown, IconChevronRight, IconTrash } from '@tabler/icons-react';
import type { OptionClass, SchemaClass } from '../api/types';
import { choiceKinds, classificationKinds } from './classKinds';
import { ClassList } from './SchemaForm';
import { newSchemaId } from './schemaDraft';

interface ClassEditorProps {
  item: SchemaClass;
  kinds: { value: string; label: string }[];
  one: string;
  /** Null removes the class. */
  onChange: (item: SchemaClass | null) => void;
  onMoveUp: (() => void) | null;
}

/** One class: a row with what matters most, and the rest behind an arrow. */
export function ClassEditor({ item, kinds, one, onChange, onMoveUp }: ClassEditorProps) {
  const [isOpen, details] = useDisclosure(false);
  const set = (change: Partial<SchemaClass>) => onChange({ ...item, ...change });
  const name = item.title || `untitled ${one}`;
  return (
    <Paper p="sm" bg="transparent">
      <Group gap="sm" wrap="wrap" align="center">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Details of ${name}`}
          aria-expanded={isOpen}
          onClick={details.toggle}
        >
          {isOpen ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
        </ActionIcon>
        <ColorInput
          aria-label={`Colour of ${name}`}
          value={item.color ?? ''}
          onChange={(color) => set({ color })}
          w={118}
          withEyeDropper={false}
          popoverProps={{ withinPortal: true }}
        />
        <TextInput
          aria-label={`Title of ${name}`}
          placeholder="Title"
          value={item.title}
          onChange={(event) => set({ title: event.currentTarget.value })}
          flex="1 1 10rem"
          error={item.title.trim() === ''}
        />
        <Select
          aria-label={`Kind of ${name}`}
          data={withPresent(kinds, item.tool)}
          value={item.tool}
          allowDeselect={false}
          onChange={(tool) => tool && set({ tool })}
          w={190}
        />
        <Group gap={4} wrap="nowrap">
          <Tooltip label="Move up">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Move ${name} up`}
              disabled={onMoveUp === null}
              onClick={() => onMoveUp?.()}
            >
              <IconArrowUp size={16} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Remove">
            <ActionIcon variant="subtle" color="red" aria-label={`Remove ${name}`} onClick={() => onChange(null)}>
              <IconTrash size={16} />
            </ActionIcon>
          </Tooltip>
        </Group>
      </Group>
      <Collapse expanded={isOpen}>{isOpen && <Details item={item} set={set} name={name} />}</Collapse>
    </Paper>
  );
}

function Details({
  item,
  set,
  name,
}: {
  item: SchemaClass;
  set: (change: Partial<SchemaClass>) => void;
  name: string;
}) {
  return (
    <Stack gap="sm" mt="sm" pl={{ base: 0, sm: 44 }}>
      <Group gap="lg">
        <Checkbox
          label="Required"
          checked={item.required ?? false}
          onChange={(event) => set({ required: event.currentTarget.checked })}
        />
        <TextInput
          label="Shortcut key"
          value={item.shortcutKey ?? ''}
          onChange={(event) => set({ shortcutKey: event.currentTarget.value })}
          w={110}
        />
        <Text c="dimmed" size="sm">
          Schema id <code>{item.schemaId}</code>
        </Text>
      </Group>
      {choiceKinds.has(item.tool) && (
        <TagsInput
          label="Options"
          description="Enter adds an option"
          value={(item.options ?? []).map((option) => option.value)}
          onChange={(values) => set({ options: keepIds(item.options ?? [], values) })}
        />
      )}
      <Stack gap="sm">
        <Text fw={500}>Nested classifications</Text>
        <ClassList
          classes={item.classifications ?? []}
          kinds={classificationKinds}
          one={`classification of ${name}`}
          onChange={(classifications) => set({ classifications })}
        />
      </Stack>
    </Stack>
  );
}

/** Options that stay keep their ids: answers refer to them. */
function keepIds(options: readonly OptionClass[], values: readonly string[]): OptionClass[] {
  return values.map((value) => options.find((option) => option.value === value) ?? { value, schemaId: newSchemaId() });
}

/** Schemas made elsewhere may hold kinds that the list does not. */
function withPresent(kinds: { value: string; label: string }[], present: string) {
  return kinds.some((kind) => kind.value === present) ? kinds : [...kinds, { value: present, label: present }];
}
