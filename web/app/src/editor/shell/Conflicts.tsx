import { Button, Text } from '@mantine/core';
import { IconGitMerge } from '@tabler/icons-react';
import { useSession, useVersion } from '../state/hooks';
import classes from './Banner.module.css';

/** What was done here and lost against what others did: theirs is in force until somebody takes the own. */
export function Conflicts() {
  const { sync, model } = useSession();
  useVersion(sync);
  const [conflict] = sync.conflicts;
  if (!conflict) {
    return null;
  }
  const more = sync.conflicts.length - 1;
  return (
    <div className={classes.banner} data-warning role="alert">
      <IconGitMerge size={16} aria-hidden />
      <Text size="sm" flex={1}>
        "{conflict.label}": somebody else changed the same. Theirs is in force.
        {more > 0 && ` ${more} more after this one.`}
      </Text>
      <Button size="compact-sm" variant="default" onClick={() => sync.decide(conflict.id)}>
        Keep theirs
      </Button>
      {conflict.mine.length > 0 && (
        <Button
          size="compact-sm"
          onClick={() => sync.decide(conflict.id, (label, operations) => model.commit(label, operations))}
        >
          Take mine
        </Button>
      )}
    </div>
  );
}
