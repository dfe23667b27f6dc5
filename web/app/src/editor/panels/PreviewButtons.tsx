import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { keyText } from '../session/platform';
import { useCell, useEditor, useSession } from '../state/hooks';

/** Does what the tool shows that it is going to do, or gives it up. */
export function PreviewButtons() {
  const { editor, commands, keymap } = useSession();
  const isShown = useEditor((session) => session.editor.tool.state.isDraft);
  const keys = useCell(keymap);
  const finish = commands.find(({ id }) => id === 'draw.finish');
  const [key] = finish ? keys.keysOf(finish) : [];
  return (
    <Group gap={4} wrap="nowrap">
      <Tooltip label={key ? `Apply (${keyText(key)})` : 'Apply'}>
        <ActionIcon size={26} aria-label="Apply" disabled={!isShown} onClick={() => editor.finish()}>
          <IconCheck size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Give up (Esc)">
        <ActionIcon
          size={26}
          variant="default"
          aria-label="Give up"
          disabled={!isShown}
          onClick={() => editor.cancel()}
        >
          <IconX size={16} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
