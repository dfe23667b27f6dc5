import { Button, Group, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { toastError } from '../../ui/toast';
import { useCell, useSession } from '../state/hooks';
import classes from './Banner.module.css';

/** Says why nothing can be changed, and what to do about it. */
export function Banner({ onReopen }: { onReopen: () => void }) {
  const session = useSession();
  const state = useCell(session.lease.state);
  const [isPending, setPending] = useState(false);
  if (state.kind === 'held') {
    return session.mode.kind === 'readonly' ? (
      <div className={classes.banner} role="status">
        <IconLock size={16} aria-hidden />
        <Text size="sm">This task is open to be read only.</Text>
      </div>
    ) : null;
  }
  const takeOver = async () => {
    setPending(true);
    try {
      if (await session.takeOver()) {
        // One who comes back goes on with what he has; one who came to read starts from what is stored.
        if (!state.isLost) {
          onReopen();
        }
      } else {
        session.notify('The task was not handed over.');
      }
    } catch (error) {
      toastError(error);
    } finally {
      setPending(false);
    }
  };
  return (
    <div className={classes.banner} data-warning role="alert">
      <IconLock size={16} aria-hidden />
      <Text size="sm" flex={1}>
        {state.reason} {state.isLost ? 'What you did is kept.' : 'You can look at it.'}
      </Text>
      <Group gap="xs">
        <Button size="compact-sm" variant="default" loading={isPending} onClick={() => void takeOver()}>
          Take over
        </Button>
      </Group>
    </div>
  );
}
