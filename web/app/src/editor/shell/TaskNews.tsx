import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTopics } from '../../live/live';
import { useSession } from '../state/hooks';

interface News {
  readonly number?: number;
}

/** Follows what others do to the task while it is open, and saves when the window is put aside. */
export function TaskNews({ onReopen }: { onReopen: () => void }) {
  const session = useSession();
  const client = useQueryClient();
  const follow = (revision: number) => {
    if (revision <= session.sync.revision) {
      return;
    }
    if (session.canSave) {
      void session.sync.pull();
    } else if (session.lease.state.value.kind === 'held' || !wasLost(session)) {
      onReopen();
    }
  };
  useTopics(
    [`task/${session.task._id}`],
    (name, payload) => {
      if (name === 'revision') {
        follow((payload as News).number ?? 0);
      } else if (name === 'issue') {
        void session.issues.read();
      } else if (name === 'task') {
        session.checkLease();
      }
    },
    () => {
      void session.issues.read();
      if (session.canSave) {
        void session.sync.pull();
      }
    },
  );
  useEffect(() => {
    const onHide = () => document.visibilityState === 'hidden' && session.canSave && void session.sync.flush();
    const onOnline = () => session.canSave && void session.sync.retry();
    document.addEventListener('visibilitychange', onHide);
    window.addEventListener('online', onOnline);
    return () => {
      document.removeEventListener('visibilitychange', onHide);
      window.removeEventListener('online', onOnline);
      void client.invalidateQueries({ queryKey: ['task', session.task._id] });
      void client.invalidateQueries({ queryKey: ['project', session.project._id] });
    };
  }, [session, client]);
  return null;
}

function wasLost({ lease }: ReturnType<typeof useSession>): boolean {
  const { value } = lease.state;
  return value.kind === 'refused' && value.isLost;
}
