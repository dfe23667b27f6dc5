import { Button, Text } from '@mantine/core';
import { IconPencilPlus } from '@tabler/icons-react';
import classes from '../shell/Banner.module.css';
import { useCell, useSession } from '../state/hooks';

/** Says that what is done now is a suggestion, and leads back to the issue that it goes with. */
export function SuggestionBanner() {
  const session = useSession();
  const { suggestion } = session;
  if (useCell(suggestion.begun) === null) {
    return null;
  }
  return (
    <div className={classes.banner} role="status">
      <IconPencilPlus size={16} aria-hidden />
      <Text size="sm" flex={1}>
        You are suggesting an edit. Nothing of it is saved.
      </Text>
      <Button size="compact-sm" variant="default" onClick={() => session.openSide('issues')}>
        To the issue
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => suggestion.end()}>
        Drop it
      </Button>
    </div>
  );
}
