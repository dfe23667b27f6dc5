import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client';
import type { Plugin } from '../../api/types';
import { toast, toastError } from '../../ui/toast';
import { refreshPlugins } from '../queries';

/** Installing a plugin in the organization and removing it. */
export function useInstallation(plugin: Plugin) {
  const client = useQueryClient();
  const params = { path: { pluginId: plugin._id } };
  const install = useMutation({
    mutationFn: () => unwrap(api.POST('/v2/plugins/{pluginId}/install', { params, body: {} })),
    onSuccess: async () => {
      await refreshPlugins(client);
      toast(`${plugin.name} is installed.`);
    },
    onError: (error) => toastError(error),
  });
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE('/v2/plugins/{pluginId}/install', { params })),
    onSuccess: async () => {
      await refreshPlugins(client);
      toast(`${plugin.name} is removed.`);
    },
    onError: (error) => toastError(error),
  });
  return { install, remove };
}
