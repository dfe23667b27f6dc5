import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../api/client';
import type { ExportOptions, FinishedExport } from '../api/types';

export const exportsQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['project', projectId, 'exports'],
    queryFn: async ({ signal }) =>
      (
        await unwrap(api.GET('/v2/project/{projectId}/exports', { params: { path: { projectId } }, signal }))
      ).exports.map((item): FinishedExport => ({ ...item, options: item.options as ExportOptions })),
  });

/** What the server can do, as far as pages depend on it. */
export const serverQuery = queryOptions({
  queryKey: ['server'],
  queryFn: ({ signal }) => unwrap(api.GET('/v2/server', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});
