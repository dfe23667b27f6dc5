import { Button, Text } from '@mantine/core';
import { useSelectedKeys, useSession } from '../state/hooks';
import type { AnswerProps } from './AnswerControl';

/** Objects that answer a question. */
export function InstanceAnswer({ answer, onChange }: AnswerProps) {
  const { model } = useSession();
  const selected = useSelectedKeys();
  const ids = Array.isArray(answer) ? answer.map(String) : [];
  const chosen = [...selected].flatMap((key) => model.store.get('objects', key)?.objectId ?? []);
  return (
    <>
      <Text size="xs" c="dimmed" className="mono">
        {ids.length === 0 ? 'No object' : ids.map((id) => id.slice(0, 6)).join(', ')}
      </Text>
      <Button
        size="compact-xs"
        variant="default"
        disabled={chosen.length === 0}
        onClick={() => onChange([...new Set([...ids, ...chosen])])}
      >
        Add the selected objects
      </Button>
    </>
  );
}
