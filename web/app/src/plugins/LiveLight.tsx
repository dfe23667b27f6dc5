import { Group, Text, Tooltip } from '@mantine/core';
import type { Plugin } from '../api/types';
import { formatPlural } from '../ui/format';
import classes from './LiveLight.module.css';

/** Whether a plugin can be run now: a light, and the word for those who do not see it. */
export function LiveLight({ plugin }: { plugin: Plugin }) {
  const detail = plugin.builtIn
    ? 'Part of this server'
    : plugin.live
      ? `Connected: ${formatPlural(plugin.connections, 'connection')}`
      : 'Its program is not connected';
  return (
    <Tooltip label={detail}>
      <Group gap={7} wrap="nowrap" component="span" role="status" w="fit-content">
        <span className={classes.light} data-live={plugin.live || undefined} />
        <Text span size="sm" c="dimmed">
          {plugin.live ? 'Live' : 'Offline'}
        </Text>
      </Group>
    </Tooltip>
  );
}
