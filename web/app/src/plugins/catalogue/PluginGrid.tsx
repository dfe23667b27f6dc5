import { SimpleGrid, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Plugin } from '../../api/types';
import { Loaded } from '../../ui/Loaded';
import { type PluginScope, pluginsQuery, useLiveLights } from '../queries';

interface PluginGridProps {
  scope: PluginScope;
  empty: ReactNode;
  card: (plugin: Plugin) => ReactNode;
}

/** One of the lists of plugins, with lights that change by themselves. */
export function PluginGrid({ scope, empty, card }: PluginGridProps) {
  const query = useQuery(pluginsQuery(scope));
  useLiveLights(query.data);
  return (
    <Loaded query={query} skeleton={<GridSkeleton />}>
      {(plugins) =>
        plugins.length === 0 ? (
          empty
        ) : (
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>{plugins.map((plugin) => card(plugin))}</SimpleGrid>
        )
      }
    </Loaded>
  );
}

function GridSkeleton() {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} aria-busy="true">
      <Skeleton height={170} radius="lg" />
      <Skeleton height={170} radius="lg" />
      <Skeleton height={170} radius="lg" />
    </SimpleGrid>
  );
}
