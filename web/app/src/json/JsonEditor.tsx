import { Button, Group, Stack, Text } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { type Diagnostic, JsonArea } from './JsonArea';
import { formatJson } from './jsonText';

interface JsonEditorProps {
  label: string;
  description?: ReactNode;
  value: string;
  onChange: (value: string) => void;
  /** What is wrong, and where. The first one is also said in words below the editor. */
  problems: readonly Diagnostic[];
  minHeight?: string;
  maxHeight?: string;
}

/** A field for JSON: highlighted, checked while typing, with a button that lays it out. */
export function JsonEditor({
  label,
  description,
  value,
  onChange,
  problems,
  minHeight = '8rem',
  maxHeight = '20rem',
}: JsonEditorProps) {
  const problem = problems[0];
  return (
    <Stack gap={6}>
      <Group justify="space-between" align="flex-end">
        <Stack gap={0}>
          <Text fw={500}>{label}</Text>
          {description && (
            <Text c="dimmed" size="sm">
              {description}
            </Text>
          )}
        </Stack>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconBraces size={14} />}
          disabled={formatJson(value) === value}
          onClick={() => onChange(formatJson(value))}
        >
          Format
        </Button>
      </Group>
      <JsonArea
        label={label}
        value={value}
        onChange={onChange}
        problems={problems}
        height={{ min: minHeight, max: maxHeight }}
      />
      <Text c="red" size="sm" role="status" mih={20}>
        {problem?.message}
      </Text>
    </Stack>
  );
}
