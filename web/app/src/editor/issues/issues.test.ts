import { expect, test } from 'vitest';
import { type Issue, readPosition, writePosition } from './issuePlace';
import { mentionAt, mentionsIn, partsOf } from './mentions';
import { TaskIssues } from './TaskIssues';

test('places are read as people and programs write them', () => {
  expect(readPosition('[25, 15.5]')).toEqual([25, 15.5]);
  expect(readPosition('25,15')).toEqual([25, 15]);
  expect(['54', '[1, 2, 3]', 'there', undefined].map((text) => readPosition(text))).toEqual([null, null, null, null]);
  expect(writePosition([1.26, -3])).toBe('[1.3, -3]');
});

test('who is mentioned is found, whatever follows', () => {
  const people = ['ann@example.org', 'bob@x.io'];
  expect(mentionsIn('@Ann@example.org, see this. (@nobody@x.io) @bob@x.io!', people)).toEqual(people);
  expect(mentionsIn('write to ann@example.org', people)).toEqual([]);
});

test('a mention is being written behind an @ at the caret', () => {
  expect(mentionAt('Hello @An', 9)).toEqual({ start: 7, query: 'an' });
  expect(mentionAt('Hello @An there', 15)).toBeNull();
  expect(mentionAt('ann@example', 11)).toBeNull();
  expect(mentionAt('@', 1)).toEqual({ start: 1, query: '' });
});

test('mentions are shown by name', () => {
  const names = new Map([['ann@example.org', 'Ann']]);
  expect(partsOf('Hi @ann@example.org, look', names).map(({ text }) => text)).toEqual(['Hi ', '@Ann', ', look']);
  expect(partsOf('Hi @bob@x.io', names)).toEqual([{ at: 0, text: 'Hi @bob@x.io', isMention: false }]);
});

test('issues are filtered, counted, numbered and gone through', () => {
  const issues = new TaskIssues({ _id: 't', project: 'p' }, 'ann@example.org');
  const issue = (_id: string, more: Partial<Issue> = {}) =>
    ({
      _id,
      status: 'Open',
      createdBy: 'bob@x.io',
      assignee: null,
      contentMentions: [],
      comments: [],
      ...more,
    }) as Issue;
  const list = [
    issue('a', { objectId: 'o', createdBy: 'ann@example.org' }),
    issue('b', { objectId: 'o', status: 'Resolved' }),
    issue('c', { contentMentions: [{ userEmail: 'ann@example.org', userName: 'Ann' }] }),
  ];
  issues.state.set({ list, isRead: true, error: null });
  const shown = () => issues.shown.map(({ _id }) => _id);
  expect([issues.openCount, issues.countOpen('o'), issues.numberOf('c')]).toEqual([2, 1, 3]);
  expect(shown()).toEqual(['a', 'c']);
  issues.filter.merge({ status: 'resolved' });
  expect(shown()).toEqual(['b']);
  issues.filter.merge({ status: 'all', isMine: true });
  expect(shown()).toEqual(['a', 'c']);
  expect(issues.next()?._id).toBe('a');
  issues.open.set('a');
  expect(issues.next()?._id).toBe('c');
  issues.open.set('c');
  expect(issues.next()?._id).toBe('a');
});
