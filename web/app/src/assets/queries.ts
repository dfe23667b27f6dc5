import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../api/client';

export const assetsPageSize = 25;

export const assetsQuery = (projectId: string, page: number) =>
  queryOptions({
    queryKey: ['project', projectId, 'assets', page],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/v2/project/{projectId}/assets', {
          params: { path: { projectId }, query: { page, limit: assetsPageSize } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** After assets came or went, everything that the project's pages show of them is read again. */
export function useAssetsChanged(projectId: string) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['project', projectId] });
}
