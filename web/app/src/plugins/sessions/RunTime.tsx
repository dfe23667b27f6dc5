import { useEffect, useState } from 'react';
import type { PluginSession } from '../../api/types';
import { formatDuration } from '../../ui/format';
import { isUnderWay } from './states';

/** How long a run took, or has taken so far. */
export function RunTime({ session }: { session: PluginSession }) {
  const [now, setNow] = useState(Date.now);
  const isCounting = isUnderWay(session);
  useEffect(() => {
    if (!isCounting) {
      return undefined;
    }
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [isCounting]);
  const end = session.endedAt === null ? now : new Date(session.endedAt).getTime();
  return (
    <span style={{ fontVariantNumeric: 'tabular-nums' }}>
      {formatDuration(Math.max(end - new Date(session.createdAt).getTime(), 0))}
    </span>
  );
}
