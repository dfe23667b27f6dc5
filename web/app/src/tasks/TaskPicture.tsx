import { Center, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { describeAnswers } from '../annotations/picture/describeAnswers';
import { ObjectList } from '../annotations/picture/ObjectList';
import { type PictureControls, PictureView } from '../annotations/picture/PictureView';
import { type Shape, toShapes } from '../annotations/picture/shapes';
import { usePicture } from '../annotations/picture/usePicture';
import type { Task } from '../api/types';
import { useProject } from '../projects/project';
import { EmptyState } from '../ui/EmptyState';
import { ErrorState } from '../ui/ErrorState';
import { formatPlural } from '../ui/format';
import { pictureAddress } from './media';
import { PictureToolbar } from './PictureToolbar';
import classes from './TaskPage.module.css';

/** The picture of a task and the list of its objects, each showing what is pointed at in the other. */
export function TaskPicture({ task }: { task: Task }) {
  const { categorySchema: schema } = useProject();
  const shapes = useMemo(() => toShapes(task.answer.tools, schema), [task, schema]);
  const controls = useRef<PictureControls>(null);
  const [hovered, setHovered] = useState<Shape | null>(null);
  const [picked, setPicked] = useState<Shape | null>(null);
  const [isHidden, setHidden] = useState(false);
  const [hasLabels, setLabels] = useState(false);
  const highlighted = hovered ?? picked;

  function pick(shape: Shape) {
    setPicked(shape === picked ? null : shape);
    if (shape !== picked && shape.bounds) {
      controls.current?.show(shape.bounds);
    }
  }

  return (
    <div className={classes.body}>
      <div className={classes.stage}>
        <Stage
          task={task}
          view={{
            shapes: isHidden ? [] : shapes,
            highlighted,
            hasLabels: hasLabels && !isHidden,
            onHover: setHovered,
            onPick: setPicked,
            controls,
          }}
        />
        <PictureToolbar
          controls={controls}
          isHidden={isHidden}
          onHide={() => setHidden(!isHidden)}
          hasLabels={hasLabels}
          onLabels={() => setLabels(!hasLabels)}
        />
      </div>
      <Paper className={classes.side}>
        <Title order={2} size="h3" p="sm" pb={4}>
          {formatPlural(shapes.length, 'object')}
        </Title>
        <ObjectList
          shapes={shapes}
          schema={schema}
          highlighted={highlighted}
          picked={picked}
          onHover={setHovered}
          onPick={pick}
        />
        <TaskAnswers task={task} />
      </Paper>
    </div>
  );
}

type ViewProps = Pick<
  React.ComponentProps<typeof PictureView>,
  'shapes' | 'highlighted' | 'hasLabels' | 'onHover' | 'onPick' | 'controls'
>;

function Stage({ task, view }: { task: Task; view: ViewProps }) {
  const address = pictureAddress(task.asset.data);
  const { picture, error, retry } = usePicture(address);
  const mask = usePicture(task.brushDataUrl).picture;
  if (address === null) {
    return (
      <EmptyState icon={IconPhotoOff} title="This kind of file has no viewer yet">
        Its annotations are listed beside.
      </EmptyState>
    );
  }
  if (error) {
    return (
      <Center h="100%">
        <ErrorState error={error} onRetry={retry} />
      </Center>
    );
  }
  if (picture === null) {
    return <Skeleton height="100%" radius="lg" />;
  }
  const label = `${task.externalId}, ${picture.width} × ${picture.height} pixels, ${formatPlural(view.shapes.length, 'object')}`;
  return <PictureView picture={picture} mask={mask} label={label} {...view} />;
}

/** What was answered about the picture as a whole. */
function TaskAnswers({ task }: { task: Task }) {
  const { categorySchema: schema } = useProject();
  const answers = describeAnswers(task.answer.classifications, schema);
  if (answers.length === 0) {
    return null;
  }
  return (
    <Stack gap={4} p="sm" style={{ borderTop: '1px solid var(--limn-line)' }} component="section">
      <Title order={2} size="h3">
        Classifications
      </Title>
      {answers.map(({ path, title, answer }) => (
        <Text key={path} style={{ overflowWrap: 'anywhere' }}>
          <Text span c="dimmed">
            {title}:
          </Text>{' '}
          {answer}
        </Text>
      ))}
    </Stack>
  );
}
