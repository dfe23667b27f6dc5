import type { LiveSession, PluginSessionState } from '../../api/types';

/** What the states of a run are called, and the colours that stand for them. */
export const sessionStates: Record<PluginSessionState, { label: string; color: string }> = {
  Queued: { label: 'Queued', color: 'gray' },
  Dispatched: { label: 'Sent to the plugin', color: 'blue' },
  Running: { label: 'Running', color: 'blue' },
  Orphaned: { label: 'Connection lost', color: 'orange' },
  Succeeded: { label: 'Succeeded', color: 'teal' },
  Failed: { label: 'Failed', color: 'red' },
  TimedOut: { label: 'Timed out', color: 'red' },
  Cancelled: { label: 'Cancelled', color: 'gray' },
};

/** Whether a run goes on. */
export function isUnderWay(session: Pick<LiveSession, 'endedAt'>): boolean {
  return session.endedAt === null;
}
