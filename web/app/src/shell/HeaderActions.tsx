import { ActionIcon, Tooltip } from '@mantine/core';
import { IconKeyboard, IconLayoutGrid } from '@tabler/icons-react';
import { IconLink } from '../ui/links';

export function HeaderActions({ onHelp }: { onHelp: () => void }) {
  return (
    <>
      <Tooltip label="Plugin sessions">
        <IconLink
          to="/plugin-sessions"
          variant="subtle"
          color="gray"
          size="lg"
          aria-label="Plugin sessions"
          visibleFrom="xs"
        >
          <IconLayoutGrid size={20} stroke={1.6} />
        </IconLink>
      </Tooltip>
      <Tooltip label="Keyboard shortcuts (?)">
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label="Keyboard shortcuts"
          onClick={onHelp}
          visibleFrom="xs"
        >
          <IconKeyboard size={20} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
