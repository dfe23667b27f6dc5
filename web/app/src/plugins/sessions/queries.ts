import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client';
import type { LiveSession, PluginSession } from '../../api/types';
import { usePollInterval, useTopics } from '../../live/live';
import type { SessionsSearch } from './search';
import { isUnderWay } from './states';

export const sessionsPageSize = 25;

export const sessionsQuery = ({ page = 1, ...filters }: SessionsSearch) =>
  queryOptions({
    queryKey: ['pluginSessions', { page, ...filters }],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/v2/pluginSessions', { params: { query: { ...filters, page, limit: sessionsPageSize } }, signal }),
      ),
    placeholderData: keepPreviousData,
  });

export const sessionQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['pluginSession', sessionId],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET('/v2/pluginSessions/{sessionId}', { params: { path: { sessionId } }, signal }))).session,
  });

/** A run that is followed live until it ends. */
export function useSession(sessionId: string) {
  const client = useQueryClient();
  const { queryKey } = sessionQuery(sessionId);
  const known = client.getQueryData(queryKey);
  const refetchInterval = usePollInterval(known === undefined || isUnderWay(known));
  const query = useQuery({ ...sessionQuery(sessionId), refetchInterval });
  const readAgain = () => void client.invalidateQueries({ queryKey });
  useTopics(
    [`session/${sessionId}`],
    (name, payload) => {
      if (name === 'session') {
        const live = payload as LiveSession;
        client.setQueryData(queryKey, (old) => old && { ...old, ...changes(live) });
        if (!isUnderWay(live)) {
          // The event does not tell the name and the size of the result.
          readAgain();
        }
      }
    },
    readAgain,
  );
  return query;
}

/** The runs of a list, each of which is followed live. */
export function useSessions(search: SessionsSearch) {
  const client = useQueryClient();
  const { queryKey } = sessionsQuery(search);
  const known = client.getQueryData(queryKey);
  const open = (known?.sessions ?? []).filter(isUnderWay).map((session) => session._id);
  const refetchInterval = usePollInterval(open.length > 0);
  const query = useQuery({ ...sessionsQuery(search), refetchInterval });
  useTopics(
    open.map((id) => `session/${id}`),
    (name, payload) => {
      if (name === 'session') {
        const live = payload as LiveSession & { id: string };
        client.setQueryData(
          queryKey,
          (old) => old && { ...old, sessions: old.sessions.map((row) => mergeRow(row, live)) },
        );
      }
    },
    () => void client.invalidateQueries({ queryKey }),
  );
  return query;
}

function mergeRow(row: PluginSession, live: LiveSession & { id: string }): PluginSession {
  return row._id === live.id ? { ...row, ...changes(live) } : row;
}

function changes({
  state,
  message,
  progress,
  dispatchedAt,
  endedAt,
  downloadUrl,
  logCount,
  droppedLogs,
}: LiveSession): LiveSession {
  return { state, message, progress, dispatchedAt, endedAt, downloadUrl, logCount, droppedLogs };
}
