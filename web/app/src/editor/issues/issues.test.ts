import { expect, test } from 'vitest';
import { readPosition, writePosition } from './issuePlace';
import { mentionAt, mentionsIn, partsOf } from './mentions';

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
