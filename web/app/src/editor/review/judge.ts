import { isRefusal, keyOf, type MemberKey, type Verdict, verdictOf, verdictOperations } from '@limn/editor';
import type { EditorSession } from '../session/EditorSession';
import { listedObjects } from '../session/editorContext';

/** How far a review of objects has come. */
export interface Judged {
  readonly count: number;
  readonly done: number;
  readonly rejected: number;
}

const labels: Readonly<Record<'accepted' | 'rejected', string>> = { accepted: 'Accept', rejected: 'Reject' };

/** Gives objects a verdict, and goes on to the next that has none. */
export function judge(session: EditorSession, keys: readonly MemberKey[], isAccepted: boolean): void {
  const { model, context } = session;
  const objects = keys.filter((key) => model.store.get('objects', key));
  if (objects.length === 0) {
    session.notify('Select an object to judge it.');
    return;
  }
  if (give(session, objects, isAccepted ? 'accepted' : 'rejected')) {
    const next = nextUnjudged(session, objects.at(-1));
    if (next === undefined) {
      session.notify('All objects are judged.');
    } else {
      model.selection.set([next]);
      context.view.fitTo([next]);
    }
  }
}

/** Accepts everything that is shown and has no verdict yet. */
export function acceptVisible(session: EditorSession): void {
  const { store, visibility } = session.model;
  const left = store
    .members('objects')
    .filter((member) => visibility.isVisible(member) && verdictOf(member) === undefined)
    .map(keyOf);
  if (left.length === 0) {
    session.notify('Every object that is shown has a verdict.');
  } else {
    give(session, left, 'accepted');
  }
}

/** How many objects have a verdict. */
export function judgedOf({ model }: EditorSession): Judged {
  const verdicts = model.store.members('objects').map(verdictOf);
  return {
    count: verdicts.length,
    done: verdicts.filter((verdict) => verdict !== undefined).length,
    rejected: verdicts.filter((verdict) => verdict === 'rejected').length,
  };
}

function give(session: EditorSession, keys: readonly MemberKey[], verdict: Exclude<Verdict, 'fixed'>): boolean {
  const { model } = session;
  const result = model.commit(labels[verdict], verdictOperations(model.store, keys, verdict));
  if (isRefusal(result)) {
    session.notify(result.reason);
  }
  return !isRefusal(result);
}

function nextUnjudged(session: EditorSession, after: MemberKey | undefined): MemberKey | undefined {
  const order = listedObjects(session);
  const at = after === undefined ? -1 : order.indexOf(after);
  return [...order.slice(at + 1), ...order.slice(0, Math.max(0, at))].find((key) => {
    const member = session.model.store.get('objects', key);
    return member && verdictOf(member) === undefined;
  });
}
