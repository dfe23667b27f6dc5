import type { MemberKey, Point } from '@limn/editor';
import type { EditorSession } from '../session/EditorSession';
import { type IssuePlace, keysOf, pinPointOf } from './issuePlace';

/** CSS pixels between a place that is shown and the edge of the window. */
const margin = 80;

/** Opens the thread of an issue and brings what it is about into view. */
export function showIssue(session: EditorSession, id: string): void {
  const { issues, editor, model, context } = session;
  issues.draft.set(null);
  issues.open.set(id);
  session.openSide('issues');
  const issue = issues.get(id);
  if (typeof issue?.page === 'number' && context.view.pageCount > 1) {
    context.view.showPage(issue.page);
  }
  const point = issue && pinPointOf(issue, editor);
  if (issue && point) {
    editor.view.reveal(point, margin);
    const keys = keysOf(issue, editor);
    if (keys.length > 0) {
      model.selection.set(keys);
    }
  }
}

/** Goes to the next open issue; says so when there is none. */
export function showNextIssue(session: EditorSession): void {
  const next = session.issues.next();
  if (next) {
    showIssue(session, next._id);
  } else {
    session.notify('There is no open issue.');
  }
}

/** Begins to write an issue. */
export function writeIssue(session: EditorSession, place: IssuePlace): void {
  const { issues } = session;
  issues.open.set(null);
  issues.draft.set(place);
  session.openSide('issues');
}

/** What an issue at a place or on an object is about. */
export function placeOf({ model }: EditorSession, key: MemberKey | null, point: Point): IssuePlace {
  const member = key === null ? undefined : model.store.get('objects', key);
  return member && key !== null ? { kind: 'object', key, objectId: member.objectId } : { kind: 'point', point };
}

/** Whether somebody may change or delete what an author wrote: he himself, leads and managers. */
export function mayChange({ email, project }: EditorSession, author: string): boolean {
  return author === email || isLead(project.role);
}

/** Whether the pin of an issue may be put elsewhere; one on an object stays with it. */
export function mayMove(session: EditorSession, id: string): boolean {
  const issue = session.issues.get(id);
  return issue?.position !== undefined && mayChange(session, issue.createdBy);
}

function isLead(role: string): boolean {
  return role === 'Lead' || role === 'Manager';
}
