import { ApiError } from '../../api/ApiError';
import { toastError } from '../../ui/toast';
import { isOpen } from '../issues/TaskIssues';
import type { EditorSession } from '../session/EditorSession';
import type { Ending } from '../session/TaskWork';

/** Ends the work; where issues are in the way, asks what to do about them. */
export function endWork(session: EditorSession, ending: Ending): void {
  const { work, ui, issues } = session;
  work.end(ending).catch((error: unknown) => {
    const dialog = dialogFor(error);
    if (dialog === null) {
      toastError(error);
    } else {
      void issues.read();
      ui.merge({ dialog });
    }
  });
}

/** Rejects the task if an open issue of this stage says why, and asks for one if there is none. */
export function startReject(session: EditorSession): void {
  const { issues, task, ui } = session;
  const isExplained = issues.state.value.list.some((issue) => issue.stageId === task.stage && isOpen(issue));
  if (isExplained) {
    endWork(session, 'reject');
  } else {
    ui.merge({ dialog: 'reject' });
  }
}

function dialogFor(error: unknown): 'reject' | 'openIssues' | null {
  if (!(error instanceof ApiError)) {
    return null;
  }
  if (error.has('issueRequired')) {
    return 'reject';
  }
  return error.has('openIssues') ? 'openIssues' : null;
}
