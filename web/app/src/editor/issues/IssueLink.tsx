import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { useCell, useSession } from '../state/hooks';
import { showIssue } from './issueActions';

/** Keeps the issue whose thread is open in the address, so that a link leads to it. */
export function IssueLink() {
  const session = useSession();
  const { issues } = session;
  const navigate = useNavigate();
  const search: { issue?: string } = useSearch({ strict: false });
  const { isRead } = useCell(issues.state);
  const open = useCell(issues.open);
  const linked = search.issue ?? null;
  const write = useEffectEvent((issue: string | null) => {
    if (issue !== linked) {
      void navigate({
        to: '.',
        search: (before: object) => ({ ...before, issue: issue ?? undefined }),
        replace: true,
      });
    }
  });
  const follow = useEffectEvent(() => {
    if (linked !== null && linked !== issues.open.value && issues.get(linked)) {
      showIssue(session, linked);
    } else if (linked !== null && !issues.get(linked)) {
      session.notify('The issue of this link is not there any more.');
      write(null);
    }
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another link is to be followed
  useEffect(() => {
    if (isRead) {
      follow();
    }
  }, [isRead, linked]);
  useEffect(() => {
    if (isRead) {
      write(open);
    }
  }, [isRead, open]);
  return null;
}
