import { ActionIcon, Button, Group, TextInput, Tooltip } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client';
import type { Plugin } from '../../api/types';
import { confirm } from '../../ui/confirm';
import { Copy } from '../../ui/SecretField';
import { toast, toastError } from '../../ui/toast';
import { refreshPlugins } from '../queries';

/** The secret: dots until somebody asks for it; the server is asked only then. */
export function PluginSecret({ plugin }: { plugin: Plugin }) {
  const client = useQueryClient();
  const params = { path: { pluginId: plugin._id } };
  const show = useMutation({
    mutationFn: () => unwrap(api.GET('/v2/plugins/{pluginId}/secret', { params })),
    onError: (error) => toastError(error),
  });
  const rotate = useMutation({
    mutationFn: () => unwrap(api.POST('/v2/plugins/{pluginId}/secret', { params })),
    onSuccess: async () => {
      show.reset();
      await refreshPlugins(client);
      toast('The secret is changed. The one before is good for 24 hours more.');
    },
    onError: (error) => toastError(error),
  });
  const secret = rotate.data?.secret ?? show.data?.secret ?? null;
  const hide = () => {
    show.reset();
    rotate.reset();
  };
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <TextInput
        flex={1}
        label="Secret"
        description="Who has it can pose as this plugin"
        readOnly
        value={secret ?? '•'.repeat(24)}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      />
      <Tooltip label={secret ? 'Hide secret' : 'Show secret'}>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={secret ? 'Hide secret' : 'Show secret'}
          loading={show.isPending}
          onClick={() => (secret ? hide() : show.mutate())}
        >
          {secret ? <IconEyeOff size={16} /> : <IconEye size={16} />}
        </ActionIcon>
      </Tooltip>
      {secret && <Copy value={secret} name="secret" />}
      <Button
        variant="default"
        loading={rotate.isPending}
        onClick={() =>
          confirm({
            title: `Change the secret of ${plugin.name}?`,
            message: 'The present secret works for 24 hours more. Give the new one to the program before that.',
            action: 'Change the secret',
            onConfirm: () => rotate.mutate(),
          })
        }
      >
        Change
      </Button>
    </Group>
  );
}
