import type { Command } from '@limn/editor';
import { Kbd, Menu } from '@mantine/core';
import { keyText } from '../session/platform';
import { useCell, useSelectedKeys, useSession } from '../state/hooks';

const sections: readonly (readonly string[])[] = [
  ['review.accept', 'review.reject', 'issue.object'],
  ['object.openForm', 'edit.duplicate', 'edit.copy', 'edit.cut', 'edit.paste'],
  ['object.hide', 'object.isolate', 'object.showAll', 'object.lock', 'object.flag', 'view.fitSelection'],
  ['shape.union', 'shape.subtract', 'shape.intersect', 'shape.join', 'shape.shrink', 'relation.start'],
  ['object.front', 'object.forward', 'object.backward', 'object.back'],
  ['object.history', 'object.copyId', 'edit.delete'],
];

/** What can be done with what is selected or under the pointer, where the right button was pressed. */
export function ContextMenu() {
  const { ui, commands, context, keymap } = useSession();
  const { menu } = useCell(ui);
  const keys = useCell(keymap);
  useSelectedKeys();
  if (menu === null) {
    return null;
  }
  const shown = sections
    .map((ids) => ids.flatMap((id) => commands.find((command) => command.id === id && command.canRun(context)) ?? []))
    .filter((section) => section.length > 0);
  const close = () => ui.merge({ menu: null });
  return (
    <Menu opened onChange={(isOpen) => !isOpen && close()} position="bottom-start" width={250} shadow="md" withinPortal>
      <Menu.Target>
        <span style={{ position: 'fixed', left: menu.x, top: menu.y, width: 1, height: 1 }} />
      </Menu.Target>
      <Menu.Dropdown>
        {shown.map((section, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a section is its place
          <div key={at} role="presentation">
            {at > 0 && <Menu.Divider />}
            {section.map((command) => (
              <Item key={command.id} command={command} shortcut={keys.keysOf(command)[0]} />
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Item({ command, shortcut }: { command: Command; shortcut: string | undefined }) {
  const { context } = useSession();
  return (
    <Menu.Item
      fz="sm"
      py={5}
      color={command.id === 'edit.delete' ? 'red' : undefined}
      rightSection={shortcut && <Kbd size="xs">{keyText(shortcut)}</Kbd>}
      onClick={() => command.run(context)}
    >
      {command.label}
    </Menu.Item>
  );
}
