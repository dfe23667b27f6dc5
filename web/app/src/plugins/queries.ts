import { type QueryClient, queryOptions, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../api/client';
import type { Plugin, ProjectPlugin } from '../api/types';
import { useTopics } from '../live/live';

/** The lists of the Plugins page. */
export type PluginScope = 'organization' | 'directory' | 'development';

export const pluginsQuery = (scope: PluginScope) =>
  queryOptions({
    queryKey: ['plugins', scope],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET('/v2/plugins', { params: { query: { scope } }, signal }))).plugins,
  });

export const projectPluginsQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['project', projectId, 'plugins'],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET('/v2/project/{projectId}/plugins', { params: { path: { projectId } }, signal }))).plugins,
  });

/** Everything that shows plugins is read again. */
export function refreshPlugins(client: QueryClient): Promise<void> {
  return client.invalidateQueries({
    predicate: ({ queryKey }) => queryKey[0] === 'plugins' || queryKey[2] === 'plugins',
  });
}

/** Lets the lights of plugins change by themselves. */
export function useLiveLights(plugins: readonly Plugin[] | undefined): void {
  const client = useQueryClient();
  useTopics(
    (plugins ?? []).map((plugin) => `plugin/${plugin._id}`),
    (name, payload) => {
      if (name === 'live') {
        showLight(client, payload as Light);
      }
    },
    () => void refreshPlugins(client),
  );
}

interface Light {
  id: string;
  live: boolean;
  connections: number;
}

function showLight(client: QueryClient, { id, live, connections }: Light): void {
  const shine = (plugin: Plugin) => (plugin._id === id ? { ...plugin, live, connections } : plugin);
  client.setQueriesData<Plugin[]>({ queryKey: ['plugins'] }, (list) => list?.map(shine));
  client.setQueriesData<ProjectPlugin[]>(
    { predicate: ({ queryKey }) => queryKey[0] === 'project' && queryKey[2] === 'plugins' },
    (list) => list?.map((item) => ({ ...item, plugin: shine(item.plugin) })),
  );
}
