import { useCell, useSession } from '../state/hooks';
import { IssueList } from './IssueList';
import { IssueThread } from './IssueThread';
import { NewIssue } from './NewIssue';

/** The threads on the task: all of them, one of them, or a new one. */
export function IssuePanel() {
  const { issues } = useSession();
  const draft = useCell(issues.draft);
  const id = useCell(issues.open);
  const { isRead } = useCell(issues.state);
  if (draft !== null) {
    return <NewIssue place={draft} />;
  }
  const issue = id === null ? undefined : issues.get(id);
  if (issue) {
    return <IssueThread key={issue._id} issue={issue} />;
  }
  return isRead || id === null ? <IssueList /> : null;
}
