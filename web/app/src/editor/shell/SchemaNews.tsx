import { Button, Text } from '@mantine/core';
import { IconTags } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTopics } from '../../live/live';
import { projectQuery } from '../../projects/queries';
import { useSession } from '../state/hooks';
import classes from './Banner.module.css';

/** Tells that the project has other classes now; the work goes on with the old ones until somebody takes the new ones. */
export function SchemaNews({ onReopen }: { onReopen: () => void }) {
  const { project } = useSession();
  const { data, refetch } = useQuery(projectQuery(project._id));
  const readAgain = () => void refetch();
  useTopics([`project/${project._id}`], readAgain, readAgain);
  if (data === undefined || data.schemaVersion === project.schemaVersion) {
    return null;
  }
  return (
    <div className={classes.banner} data-warning role="alert">
      <IconTags size={16} aria-hidden />
      <Text size="sm" flex={1}>
        The classes of this project have changed. What you did is kept.
      </Text>
      <Button size="compact-sm" variant="default" onClick={onReopen}>
        Use the new classes
      </Button>
    </div>
  );
}
