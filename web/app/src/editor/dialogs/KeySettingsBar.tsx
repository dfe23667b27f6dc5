import { Button, FileButton, Group, Select, Switch } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { type KeySettings, presetLabels, presetNames, readKeyFile, startKeys } from '../session/keySettings';
import { useCell, useSession } from '../state/hooks';

/** The keymap as a whole: where it starts from, to a file and back, as it was at first. */
export function KeySettingsBar() {
  const session = useSession();
  const { keys } = session;
  const settings = useCell(keys);
  const isStart =
    settings.preset === startKeys.preset && settings.usesCharacters && Object.keys(settings.own).length === 0;
  const load = async (file: File | null) => {
    const read = file === null ? undefined : readKeyFile(await file.text());
    if (read) {
      keys.set(read);
    } else if (file !== null) {
      session.notify(`${file.name} holds no shortcuts.`);
    }
  };
  return (
    <Group gap="sm" align="flex-end">
      <Select
        size="xs"
        w={190}
        label="Start from"
        allowDeselect={false}
        data={presetNames.map((name) => ({ value: name, label: presetLabels[name] }))}
        value={settings.preset}
        onChange={(next) => keys.merge({ preset: presetNames.find((name) => name === next) ?? 'limn' })}
      />
      <Group gap="xs">
        <Button size="xs" variant="default" leftSection={<IconDownload size={14} />} onClick={() => save(settings)}>
          Export
        </Button>
        <FileButton accept="application/json" onChange={(file) => void load(file)}>
          {(props) => (
            <Button size="xs" variant="default" leftSection={<IconUpload size={14} />} {...props}>
              Import
            </Button>
          )}
        </FileButton>
        <Button size="xs" variant="default" disabled={isStart} onClick={() => keys.set(startKeys)}>
          Reset all
        </Button>
      </Group>
      <Switch
        size="xs"
        mb={7}
        label="Letters and signs alone are shortcuts"
        checked={settings.usesCharacters}
        onChange={(event) => keys.merge({ usesCharacters: event.currentTarget.checked })}
      />
    </Group>
  );
}

function save(settings: KeySettings): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(settings, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'limn-shortcuts.json';
  link.click();
  URL.revokeObjectURL(address);
}
