import type { EditorSession } from '../session/EditorSession';
import { type Issue, type IssuePlace, keysOf, readPosition } from './issuePlace';

type About = Pick<Issue, 'objectId' | 'position'>;

/** What an issue is about, in a few words. */
export function placeText(session: EditorSession, issue: About): string {
  if (issue.objectId) {
    return objectText(session, issue);
  }
  const point = readPosition(issue.position);
  return point ? `At ${point.map(Math.round).join(', ')}` : 'Whole task';
}

/** What an issue that is being written is about. */
export function draftText(session: EditorSession, place: IssuePlace): string {
  switch (place.kind) {
    case 'task':
      return 'Whole task';
    case 'point':
      return `At ${place.point.map(Math.round).join(', ')}`;
    default:
      return objectText(session, place);
  }
}

function objectText({ editor, model }: EditorSession, { objectId }: Pick<About, 'objectId'>): string {
  const [key] = keysOf({ objectId }, editor);
  const member = key === undefined ? undefined : model.store.get('objects', key);
  if (!member) {
    return 'Object deleted';
  }
  return `${model.schema.classOf('objects', member)?.title ?? 'Unknown object'} ${member.objectId.slice(0, 3)}`;
}
