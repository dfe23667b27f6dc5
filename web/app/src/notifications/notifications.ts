import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../api/client';
import { toastError } from '../ui/toast';

const pageSize = 20;

/** The user's notifications, newest first, page by page. */
export const notificationsQuery = infiniteQueryOptions({
  queryKey: ['notifications'],
  queryFn: ({ pageParam, signal }) =>
    unwrap(api.GET('/v2/notifications', { params: { query: { before: pageParam, limit: pageSize } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => (last.notifications.length < pageSize ? undefined : last.notifications.at(-1)?.id),
});

/** Marks some, or all, as read. */
export function useMarkRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (which: { ids: string[] } | { all: true }) =>
      unwrap(api.POST('/v2/notifications/read', { body: which })),
    onSuccess: () => client.invalidateQueries({ queryKey: notificationsQuery.queryKey }),
    onError: (error) => toastError(error),
  });
}
