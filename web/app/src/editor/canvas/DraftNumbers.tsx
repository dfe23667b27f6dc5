import type { NumberName, Numbers } from '@limn/editor';
import { Button, Group, NumberInput, Paper } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useCell, useSession } from '../state/hooks';
import classes from './DraftNumbers.module.css';

const fields: readonly { names: readonly [NumberName, NumberName]; labels: readonly [string, string] }[] = [
  { names: ['x', 'y'], labels: ['X', 'Y'] },
  { names: ['width', 'height'], labels: ['Width', 'Height'] },
  { names: ['length', 'angle'], labels: ['Length', 'Angle'] },
];

/** Places the next point of what is drawn by numbers: its place, its distance in both directions, or length and angle. */
export function DraftNumbers() {
  const { ui, editor } = useSession();
  const { hasNumbers } = useCell(ui);
  const numbers = hasNumbers ? editor.draftNumbers() : null;
  return numbers === null ? null : <Fields numbers={numbers} />;
}

function Fields({ numbers }: { numbers: Numbers }) {
  const { ui, editor } = useSession();
  const [typed, setTyped] = useState<Numbers>({});
  const close = () => {
    ui.merge({ hasNumbers: false });
    document.querySelector<HTMLElement>('[role=application]')?.focus();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (editor.enterNumbers(typed)) {
      close();
    }
  };
  return (
    <Paper
      className={classes.frame}
      shadow="md"
      p="xs"
      component="form"
      onSubmit={onSubmit}
      data-form
      aria-label="Numbers"
    >
      {fields.map(({ names, labels }) => (
        <Group key={labels[0]} gap={6} mb={6} wrap="nowrap">
          {names.map((name, at) => (
            <NumberInput
              key={name}
              size="xs"
              w={110}
              hideControls
              decimalScale={2}
              data-autofocus={name === 'width' || undefined}
              aria-label={labels[at]}
              prefix={`${labels[at]} `}
              placeholder={`${labels[at]} ${Math.round(numbers[name] ?? 0)}`}
              onChange={(value) => setTyped({ ...typed, [name]: typeof value === 'number' ? value : undefined })}
            />
          ))}
        </Group>
      ))}
      <Group gap={6} justify="flex-end">
        <Button size="compact-xs" variant="default" onClick={close}>
          Cancel
        </Button>
        <Button size="compact-xs" type="submit">
          Place
        </Button>
      </Group>
    </Paper>
  );
}
