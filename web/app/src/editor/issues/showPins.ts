import type { Pin } from '@limn/editor/render/renderer';
import type { EditorSession } from '../session/EditorSession';
import { objectPin, pinPointOf } from './issuePlace';
import { isOpen } from './TaskIssues';

const colors = { open: '#e8590c', resolved: '#2b8a3e' };

/** A pin of an issue that is there already. */
export interface IssuePin extends Pin {
  readonly id: string;
}

/** The pins of the issues that are shown on this page. */
export function issuePins({ issues, editor }: EditorSession): readonly IssuePin[] {
  const open = issues.open.value;
  return issues.shown.flatMap((issue) => {
    const point = pinPointOf(issue, editor);
    const color = isOpen(issue) ? colors.open : colors.resolved;
    const label = `${issues.numberOf(issue._id)}`;
    return point ? [{ id: issue._id, point, color, label, active: issue._id === open }] : [];
  });
}

/** Keeps the pins on the picture true until the returned function is called. */
export function showPins(session: EditorSession): () => void {
  const { issues, editor, model } = session;
  const show = () => {
    const { hasPins } = issues.filter.value;
    editor.setPins([...(hasPins ? issuePins(session) : []), ...draftPin(session)]);
  };
  const stops = [
    issues.state.subscribe(show),
    issues.filter.subscribe(show),
    issues.open.subscribe(show),
    issues.draft.subscribe(show),
    model.store.subscribe(show),
    editor.subscribe((event) => event.kind === 'page' && show()),
  ];
  return () => {
    for (const stop of stops) {
      stop();
    }
  };
}

function draftPin({ issues, editor }: EditorSession): readonly Pin[] {
  const draft = issues.draft.value;
  const point = draft?.kind === 'point' ? draft.point : draft?.kind === 'object' ? objectPin(draft.key, editor) : null;
  return point ? [{ point, color: colors.open, active: true }] : [];
}
