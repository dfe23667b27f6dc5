import { Badge, Group, Image, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Plugin } from '../api/types';
import { LiveLight } from './LiveLight';
import { pluginTypes } from './pluginTypes';

/** A plugin as it is shown in every list: picture, name, type, light, and what can be done with it. */
export function PluginCard({
  plugin,
  actions,
  children,
}: {
  plugin: Plugin;
  actions: ReactNode;
  children?: ReactNode;
}) {
  const type = pluginTypes[plugin.type];
  return (
    <Paper component="article" p="md" aria-label={plugin.name} h="100%">
      <Stack gap="sm" h="100%" justify="space-between">
        <Stack gap="sm">
          <Group gap="sm" wrap="nowrap" align="flex-start">
            <Banner plugin={plugin} />
            <Stack gap={2} flex={1} miw={0}>
              <Title order={2} size="h3" style={{ overflowWrap: 'anywhere' }}>
                {plugin.name}
              </Title>
              <Group gap="xs">
                <Badge color="gray">{type.label}</Badge>
                {plugin.builtIn && <Badge>Built in</Badge>}
                {plugin.withdrawn && <Badge color="orange">Withdrawn</Badge>}
                <LiveLight plugin={plugin} />
              </Group>
            </Stack>
          </Group>
          <Text c="dimmed" lineClamp={3}>
            {plugin.description || type.description}
          </Text>
          {children}
        </Stack>
        <Group gap="xs">{actions}</Group>
      </Stack>
    </Paper>
  );
}

function Banner({ plugin }: { plugin: Plugin }) {
  const { icon: TypeIcon } = pluginTypes[plugin.type];
  return plugin.bannerUrl ? (
    <Image src={plugin.bannerUrl} alt="" w={44} h={44} radius="md" referrerPolicy="no-referrer" />
  ) : (
    <ThemeIcon size={44} radius="md" variant="light" aria-hidden>
      <TypeIcon size={24} stroke={1.5} />
    </ThemeIcon>
  );
}
