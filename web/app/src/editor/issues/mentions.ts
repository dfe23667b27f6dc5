import type { Project, Task } from '../../api/types';

// An e-mail behind an @ that begins a word.
const mention = /(?<=^|\s)@(\S+@\S+?)(?=[.,;:!?)]*(?:\s|$))/g;

/** Who can be mentioned: the members of the project, its owner, and whoever has the task. */
export function peopleOf(project: Project, task: Pick<Task, 'assignee'>): readonly string[] {
  const people = [project.owner, ...project.assignedTo.map(({ assignee }) => assignee), task.assignee];
  return [...new Set(people.filter((email) => typeof email === 'string'))].sort();
}

/** The people that a text mentions. */
export function mentionsIn(text: string, people: readonly string[]): readonly string[] {
  const known = new Map(people.map((email) => [email.toLowerCase(), email]));
  const found = [...text.matchAll(mention)].flatMap(([, email]) => known.get(email?.toLowerCase() ?? '') ?? []);
  return [...new Set(found)];
}

/** What is typed behind the last @ before the caret; null where no mention is being written. */
export function mentionAt(text: string, caret: number): { readonly start: number; readonly query: string } | null {
  const found = /(?:^|\s)@(\S*)$/.exec(text.slice(0, caret));
  return found ? { start: caret - (found[1]?.length ?? 0), query: (found[1] ?? '').toLowerCase() } : null;
}

/** A text cut into what is said and whom it mentions. */
export function partsOf(
  text: string,
  names: ReadonlyMap<string, string>,
): readonly { at: number; text: string; isMention: boolean }[] {
  const parts = [];
  let end = 0;
  for (const { 0: whole, 1: email = '', index } of text.matchAll(mention)) {
    const name = names.get(email.toLowerCase());
    if (name !== undefined) {
      parts.push({ at: end, text: text.slice(end, index), isMention: false });
      parts.push({ at: index, text: `@${name}`, isMention: true });
      end = index + whole.length;
    }
  }
  parts.push({ at: end, text: text.slice(end), isMention: false });
  return parts.filter((part) => part.text !== '');
}
