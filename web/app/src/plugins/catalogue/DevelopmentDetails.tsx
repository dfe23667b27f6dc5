import { Alert, Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client';
import type { Plugin } from '../../api/types';
import { confirm } from '../../ui/confirm';
import { formatDateTime, formatPlural } from '../../ui/format';
import { SecretField } from '../../ui/SecretField';
import { Time } from '../../ui/Time';
import { toast, toastError } from '../../ui/toast';
import { refreshPlugins } from '../queries';
import { PluginDialog } from './PluginDialog';
import { PluginSecret } from './PluginSecret';
import { useInstallation } from './useInstallation';

/** What the owner of a plugin needs: its credentials, how it is connected, and what can be done with it. */
export function DevelopmentDetails({ plugin }: { plugin: Plugin }) {
  const [isEditing, editing] = useDisclosure();
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <SecretField label="Id" description="What the program passes as its plugin id" value={plugin._id} />
        <PluginSecret plugin={plugin} />
      </SimpleGrid>
      <Connections plugin={plugin} />
      <Group gap="sm">
        <Button variant="default" size="sm" onClick={editing.open}>
          Edit
        </Button>
        <InstallButton plugin={plugin} />
        <DeleteButton plugin={plugin} />
      </Group>
      {isEditing && <PluginDialog plugin={plugin} onClose={editing.close} />}
    </Stack>
  );
}

function Connections({ plugin }: { plugin: Plugin }) {
  const { development } = plugin;
  if (!development) {
    return null;
  }
  return (
    <Stack gap="xs">
      <Text c="dimmed">
        {plugin.connector === 'REST'
          ? `Called at ${development.url ?? 'no address'}. `
          : `${formatPlural(plugin.connections, 'connection')} now. `}
        {development.lastHeartbeatAt ? (
          <>
            Last heard of <Time value={development.lastHeartbeatAt} inline />.
          </>
        ) : (
          'It has never connected.'
        )}
      </Text>
      {development.previousSecretUntil && (
        <Text c="dimmed">
          The secret before the last change is good until {formatDateTime(development.previousSecretUntil)}.
        </Text>
      )}
      {development.refusedCount > 0 && development.lastRefusedAt && (
        <Alert color="orange" variant="light" icon={<IconAlertTriangle size={18} />}>
          {formatPlural(development.refusedCount, 'connection attempt')} with a wrong secret, last from{' '}
          {development.lastRefusedFrom} <Time value={development.lastRefusedAt} inline />.
        </Alert>
      )}
    </Stack>
  );
}

function InstallButton({ plugin }: { plugin: Plugin }) {
  const { install } = useInstallation(plugin);
  return plugin.installed ? null : (
    <Button variant="default" size="sm" loading={install.isPending} onClick={() => install.mutate()}>
      Install in the organization
    </Button>
  );
}

function DeleteButton({ plugin }: { plugin: Plugin }) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE('/v2/plugins/{pluginId}', { params: { path: { pluginId: plugin._id } } })),
    onSuccess: async () => {
      await refreshPlugins(client);
      toast(`${plugin.name} is deleted.`);
    },
    onError: (error) => toastError(error),
  });
  return (
    <Button
      variant="subtle"
      color="red"
      size="sm"
      loading={remove.isPending}
      onClick={() =>
        confirm({
          title: `Delete ${plugin.name}?`,
          message: 'Its program is refused from then on. Organizations that installed it see that it was withdrawn.',
          action: 'Delete',
          onConfirm: () => remove.mutate(),
        })
      }
    >
      Delete
    </Button>
  );
}
