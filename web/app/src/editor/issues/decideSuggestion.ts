import { isRefusal, type Json, type Operation } from '@limn/editor';
import type { EditorSession } from '../session/EditorSession';
import type { Issue } from './issuePlace';

const kinds: ReadonlySet<unknown> = new Set(['add', 'remove', 'set', 'move', 'paint']);

/** The edit that an issue suggests, as far as the editor understands it. */
export function suggestionOf(issue: Issue): readonly Operation[] {
  const json = issue.suggestedEdit as Json;
  const isOperation = (one: Json) =>
    typeof one === 'object' && one !== null && kinds.has((one as { kind?: Json }).kind);
  return Array.isArray(json) ? (json.filter(isOperation) as unknown as Operation[]) : [];
}

/** The suggestion that is open and waits for somebody to decide. */
export function openSuggestion({ issues }: EditorSession): Issue | undefined {
  const issue = issues.open.value === null ? undefined : issues.get(issues.open.value);
  return issue && issue.suggestion === null && suggestionOf(issue).length > 0 ? issue : undefined;
}

/** Takes a suggested edit as one step, which settles its issue; or declines it, and the issue stays. */
export async function decideSuggestion({ model, issues }: EditorSession, issue: Issue, isAccepted: boolean) {
  if (!isAccepted) {
    await issues.change(issue._id, { suggestion: 'Declined' });
    return;
  }
  const result = model.commit('Accept a suggested edit', suggestionOf(issue));
  if (isRefusal(result)) {
    throw new Error(`The suggestion does not fit any more: ${result.reason}`);
  }
  await issues.change(issue._id, { suggestion: 'Accepted', status: 'Resolved' });
}
