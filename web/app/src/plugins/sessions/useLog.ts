import { useEffect, useEffectEvent, useState } from 'react';
import { api, unwrap } from '../../api/client';
import type { LogLine } from '../../api/types';
import { useIsOnline, useTopics } from '../../live/live';

const pageSize = 1000;
const pollPause = 2_000;

export interface Log {
  lines: readonly LogLine[];
  isLoading: boolean;
  error: unknown;
  retry: () => void;
}

/**
 * The lines of a run: those that are kept, then each new one as it arrives. Lines are numbered, so a gap, which a broken connection
 * leaves, shows and is filled.
 */
export function useLog(sessionId: string, isUnderWay: boolean): Log {
  const [lines, setLines] = useState<readonly LogLine[]>([]);
  const [isLoading, setLoading] = useState(true);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const isOnline = useIsOnline();
  const last = lines.at(-1)?.seq ?? 0;
  const takeLast = useEffectEvent(() => last);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new connection, the end of the run and a retry are reasons to read again
  useEffect(() => {
    const abort = new AbortController();
    readAfter(sessionId, takeLast(), abort.signal, (more) => setLines((present) => append(present, more))).then(
      () => {
        setLoading(false);
        setError(null);
      },
      (reason: unknown) => {
        if (!abort.signal.aborted) {
          setLoading(false);
          setError(reason);
        }
      },
    );
    return () => abort.abort();
  }, [sessionId, isOnline, isUnderWay, attempt]);

  useEffect(() => {
    if (isOnline || !isUnderWay) {
      return undefined;
    }
    const timer = setInterval(() => setAttempt((count) => count + 1), pollPause);
    return () => clearInterval(timer);
  }, [isOnline, isUnderWay]);

  const readAgain = () => setAttempt((count) => count + 1);
  useTopics(
    [`session/${sessionId}`],
    (name, payload) => {
      if (name !== 'log') {
        return;
      }
      const arrived = payload as LogLine[];
      if ((arrived[0]?.seq ?? 0) > last + 1) {
        readAgain();
      } else {
        setLines((present) => append(present, arrived));
      }
    },
    readAgain,
  );

  return { lines, isLoading, error, retry: readAgain };
}

/** Lines that are already there are left out. */
export function append(present: readonly LogLine[], arrived: readonly LogLine[]): readonly LogLine[] {
  const last = present.at(-1)?.seq ?? 0;
  const fresh = arrived.filter((line) => line.seq > last);
  return fresh.length === 0 ? present : [...present, ...fresh];
}

async function readAfter(
  sessionId: string,
  last: number,
  signal: AbortSignal,
  show: (lines: LogLine[]) => void,
): Promise<void> {
  for (let after = last, isMore = true; isMore; ) {
    const { logs } = await unwrap(
      api.GET('/v2/pluginSessions/{sessionId}/logs', {
        params: { path: { sessionId }, query: { after, limit: pageSize } },
        signal,
      }),
    );
    show(logs);
    after = logs.at(-1)?.seq ?? after;
    isMore = logs.length === pageSize;
  }
}
