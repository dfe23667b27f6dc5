import { Accordion, Badge, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCode } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Plugin } from '../../api/types';
import { EmptyState } from '../../ui/EmptyState';
import { Loaded } from '../../ui/Loaded';
import { LiveLight } from '../LiveLight';
import { pluginTypes } from '../pluginTypes';
import { pluginsQuery, useLiveLights } from '../queries';
import { DevelopmentDetails } from './DevelopmentDetails';
import { PluginDialog } from './PluginDialog';

/** The organization's own plugins: their ids, secrets and connections. */
export function DevelopmentList() {
  const query = useQuery(pluginsQuery('development'));
  useLiveLights(query.data);
  const [isCreating, creating] = useDisclosure();
  return (
    <Loaded query={query} skeleton={<Skeleton height={200} radius="lg" />}>
      {(plugins) =>
        plugins.length === 0 ? (
          <EmptyState
            icon={IconCode}
            title="No plugins of your own yet"
            actions={<Button onClick={creating.open}>Create plugin</Button>}
          >
            Create one to get the id and the secret with which your program connects.
            {isCreating && <PluginDialog plugin={null} onClose={creating.close} />}
          </EmptyState>
        ) : (
          <Accordion variant="separated" radius="lg" order={2} keepMounted={false}>
            {plugins.map((plugin) => (
              <Item key={plugin._id} plugin={plugin} />
            ))}
          </Accordion>
        )
      }
    </Loaded>
  );
}

function Item({ plugin }: { plugin: Plugin }) {
  return (
    <Accordion.Item value={plugin._id}>
      <Accordion.Control>
        <Group justify="space-between" gap="sm" pr="sm">
          <Stack gap={0} miw={0}>
            <Text fw={600} truncate>
              {plugin.name}
            </Text>
            <Text c="dimmed" size="sm" truncate>
              {plugin.description || pluginTypes[plugin.type].description}
            </Text>
          </Stack>
          <Group gap="xs">
            <Badge color="gray">{pluginTypes[plugin.type].label}</Badge>
            {plugin.status === 'listed' && <Badge color="blue">Listed</Badge>}
            {plugin.public && <Badge color="violet">Public</Badge>}
            <LiveLight plugin={plugin} />
          </Group>
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <DevelopmentDetails plugin={plugin} />
      </Accordion.Panel>
    </Accordion.Item>
  );
}
