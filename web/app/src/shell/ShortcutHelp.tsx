import { Group, Kbd, Modal, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { type ShortcutGroup, useShortcutGroups } from './shortcuts';

const names: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ' ': 'Space',
};

/** Lists the keys that work on the present page. */
export function ShortcutHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const groups = useShortcutGroups();
  return (
    <Modal opened={isOpen} onClose={onClose} title="Keyboard shortcuts" size="lg">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl" verticalSpacing="lg">
        {groups.map((group) => (
          <GroupList key={group.name} group={group} />
        ))}
      </SimpleGrid>
      <Text c="dimmed" mt="lg">
        <Kbd>Tab</Kbd> moves through everything else, <Kbd>Esc</Kbd> closes dialogs and menus.
      </Text>
    </Modal>
  );
}

function GroupList({ group }: { group: ShortcutGroup }) {
  return (
    <Stack gap="xs" component="section">
      <Title order={3} size="h3">
        {group.name}
      </Title>
      {group.shortcuts.map((shortcut) => (
        <Group key={shortcut.keys} justify="space-between" wrap="nowrap">
          <Text>{shortcut.label}</Text>
          <Group gap={4} wrap="nowrap">
            {shortcut.keys.split(' ').map((key, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a sequence may hold a key twice
              <Kbd key={index}>{names[key] ?? key}</Kbd>
            ))}
          </Group>
        </Group>
      ))}
    </Stack>
  );
}
