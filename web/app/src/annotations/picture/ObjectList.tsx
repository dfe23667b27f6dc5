import { Group, ScrollArea, Stack, Text, UnstyledButton } from '@mantine/core';
import type { CategorySchema } from '../../api/types';
import { toolKinds } from '../classKinds';
import { describeAnswers } from './describeAnswers';
import classes from './ObjectList.module.css';
import type { Shape } from './shapes';

interface ObjectListProps {
  shapes: readonly Shape[];
  schema: CategorySchema;
  highlighted: Shape | null;
  picked: Shape | null;
  onHover: (shape: Shape | null) => void;
  onPick: (shape: Shape) => void;
}

/** The objects of a task; pointing at one, by mouse or keyboard, shows it in the picture. */
export function ObjectList({ shapes, schema, highlighted, picked, onHover, onPick }: ObjectListProps) {
  if (shapes.length === 0) {
    return (
      <Text c="dimmed" px="sm">
        No objects.
      </Text>
    );
  }
  return (
    <ScrollArea flex={1} mih={0} type="auto">
      <Stack gap={2} component="ul" m={0} p={4} style={{ listStyle: 'none' }}>
        {shapes.map((shape) => (
          <li key={shape.id}>
            <UnstyledButton
              className={classes.row}
              data-highlighted={shape === highlighted || undefined}
              data-picked={shape === picked || undefined}
              aria-pressed={shape === picked}
              onPointerEnter={() => onHover(shape)}
              onPointerLeave={() => onHover(null)}
              onFocus={() => onHover(shape)}
              onBlur={() => onHover(null)}
              onClick={() => onPick(shape)}
            >
              <Row shape={shape} schema={schema} />
            </UnstyledButton>
          </li>
        ))}
      </Stack>
    </ScrollArea>
  );
}

function Row({ shape, schema }: { shape: Shape; schema: CategorySchema }) {
  const answers = describeAnswers(shape.object.classifications ?? [], schema);
  return (
    <>
      <Group gap="xs" wrap="nowrap">
        <span className={classes.swatch} style={{ background: shape.color }} />
        <Text fw={500} truncate flex={1}>
          {shape.title}
        </Text>
        <Text c="dimmed" size="xs" style={{ whiteSpace: 'nowrap' }}>
          {toolKinds.find((kind) => kind.value === shape.tool)?.label ?? shape.tool}
        </Text>
      </Group>
      {answers.map(({ path, title, answer }) => (
        <Text key={path} size="sm" c="dimmed" pl={22} style={{ overflowWrap: 'anywhere' }}>
          {title}: <Text span>{answer}</Text>
        </Text>
      ))}
      {shape.geometry === null && (
        <Text size="xs" c="dimmed" pl={22}>
          Not shown in the picture
        </Text>
      )}
    </>
  );
}
