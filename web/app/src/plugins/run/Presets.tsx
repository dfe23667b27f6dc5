import { ActionIcon, Button, Group, Popover, Select, Stack, TextInput, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDeviceFloppy, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, unwrap } from '../../api/client';
import type { Preset, ProjectPlugin, RunSettings } from '../../api/types';
import { formatJson } from '../../json/jsonText';
import { useProject } from '../../projects/project';
import { confirm } from '../../ui/confirm';
import { toast, toastError } from '../../ui/toast';
import { projectPluginsQuery } from '../queries';

interface PresetsProps {
  item: ProjectPlugin;
  settings: RunSettings;
  canSave: boolean;
  onLoad: (settings: Partial<RunSettings>) => void;
}

/** Settings saved by name: choosing one fills the form. */
export function Presets({ item, settings, canSave, onLoad }: PresetsProps) {
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = item.presets.find((preset) => preset._id === chosenId) ?? null;
  const { save, remove } = usePresetChanges(item, setChosenId);

  function load(id: string | null) {
    setChosenId(id);
    const preset = item.presets.find((candidate) => candidate._id === id);
    if (preset) {
      onLoad({ configJSON: formatJson(preset.configJSON), stages: preset.stage, batches: preset.batches });
    }
  }

  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <Select
        label="Preset"
        placeholder={item.presets.length === 0 ? 'None saved yet' : 'Load a preset'}
        disabled={item.presets.length === 0}
        clearable
        flex={1}
        data={item.presets.map((preset) => ({ value: preset._id, label: preset.name }))}
        value={chosenId}
        onChange={load}
      />
      {chosen && (
        <Tooltip label={`Delete the preset ${chosen.name}`}>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={`Delete the preset ${chosen.name}`}
            onClick={() =>
              confirm({
                title: `Delete the preset ${chosen.name}?`,
                message: 'Nobody in the project can load it any more.',
                action: 'Delete',
                onConfirm: () => remove.mutate(chosen),
              })
            }
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      <SavePreset
        name={chosen?.name ?? ''}
        canSave={canSave}
        isPending={save.isPending}
        onSave={(name) => save.mutate({ name, settings })}
      />
    </Group>
  );
}

interface SavePresetProps {
  name: string;
  canSave: boolean;
  isPending: boolean;
  onSave: (name: string) => void;
}

function SavePreset({ name: initial, canSave, isPending, onSave }: SavePresetProps) {
  const [isOpen, popover] = useDisclosure();
  const [name, setName] = useState('');
  const save = () => {
    onSave(name.trim());
    popover.close();
  };
  return (
    <Popover
      opened={isOpen}
      onChange={(open) => !open && popover.close()}
      trapFocus
      position="bottom-end"
      shadow="md"
      width={280}
    >
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconDeviceFloppy size={16} />}
          loading={isPending}
          disabled={!canSave}
          onClick={() => {
            setName(initial);
            popover.toggle();
          }}
        >
          Save
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <TextInput
            label="Save these settings as"
            description="An existing name is overwritten."
            data-autofocus
            value={name}
            maxLength={100}
            onChange={(event) => setName(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && name.trim() !== '') {
                event.preventDefault();
                save();
              }
            }}
          />
          <Button disabled={name.trim() === ''} onClick={save}>
            Save preset
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function usePresetChanges({ plugin, presets }: ProjectPlugin, onChosen: (id: string | null) => void) {
  const { _id: projectId } = useProject();
  const client = useQueryClient();
  const path = { projectId, pluginId: plugin._id };
  const refresh = () => client.invalidateQueries(projectPluginsQuery(projectId));
  const save = useMutation({
    mutationFn: ({ name, settings }: { name: string; settings: RunSettings }) => {
      const body = { name, configJSON: settings.configJSON, stage: settings.stages, batches: settings.batches };
      const present = presets.find((preset) => preset.name === name);
      return unwrap(
        present
          ? api.POST('/v2/project/{projectId}/plugins/{pluginId}/presets/{presetId}', {
              params: { path: { ...path, presetId: present._id } },
              body,
            })
          : api.POST('/v2/project/{projectId}/plugins/{pluginId}/presets', { params: { path }, body }),
      );
    },
    onSuccess: async ({ preset }) => {
      await refresh();
      onChosen(preset._id);
      toast(`Preset ${preset.name} is saved.`);
    },
    onError: (error) => toastError(error),
  });
  const remove = useMutation({
    mutationFn: (preset: Preset) =>
      unwrap(
        api.DELETE('/v2/project/{projectId}/plugins/{pluginId}/presets/{presetId}', {
          params: { path: { ...path, presetId: preset._id } },
        }),
      ),
    onSuccess: async (_, preset) => {
      onChosen(null);
      await refresh();
      toast(`Preset ${preset.name} is deleted.`);
    },
    onError: (error) => toastError(error),
  });
  return { save, remove };
}
