import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client';
import type { Plugin, PluginInput } from '../../api/types';
import { FormDialog } from '../../ui/FormDialog';
import { SecretField } from '../../ui/SecretField';
import { toast } from '../../ui/toast';
import { refreshPlugins } from '../queries';
import { PluginFields, usePluginForm } from './PluginFields';

/** Makes a plugin, or changes one. A new one's id and secret are shown at the end. */
export function PluginDialog({ plugin, onClose }: { plugin: Plugin | null; onClose: () => void }) {
  const client = useQueryClient();
  const form = usePluginForm(plugin);
  const create = useMutation({
    mutationFn: (body: PluginInput) => unwrap(api.POST('/v2/plugins', { body })),
    onSuccess: () => refreshPlugins(client),
  });
  const change = useMutation({
    mutationFn: ({ type: _, ...body }: PluginInput) =>
      unwrap(api.PATCH('/v2/plugins/{pluginId}', { params: { path: { pluginId: plugin?._id ?? '' } }, body })),
    onSuccess: async () => {
      await refreshPlugins(client);
      toast('The plugin is saved.');
      onClose();
    },
  });
  const save = plugin === null ? create : change;
  if (create.data) {
    return <Credentials plugin={create.data.plugin} secret={create.data.secret} onClose={onClose} />;
  }
  return (
    <FormDialog
      title={plugin === null ? 'Create a plugin' : `Edit ${plugin.name}`}
      action={plugin === null ? 'Create plugin' : 'Save'}
      size="lg"
      isOpen
      onClose={onClose}
      onSubmit={form.onSubmit((values) => save.mutate(values))}
      isPending={save.isPending}
      error={save.error}
    >
      <PluginFields form={form} isNew={plugin === null} />
    </FormDialog>
  );
}

function Credentials({ plugin, secret, onClose }: { plugin: Plugin; secret: string; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={`${plugin.name} is created`} size="lg">
      <Stack>
        <Alert variant="light" icon={<IconInfoCircle size={18} />}>
          Start your program with this id and secret, and with the address of this server. Its light turns green when it
          has connected.
        </Alert>
        <SecretField label="Id" value={plugin._id} />
        <SecretField label="Secret" value={secret} isMasked />
        <SecretField label="Server" value={window.location.origin} />
        <Group justify="flex-end">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
