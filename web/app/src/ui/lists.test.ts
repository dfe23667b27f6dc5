import { expect, test } from 'vitest';
import { moveUp, replaceAt } from './lists';

test('an entry moves up by one', () => {
  expect(moveUp(['a', 'b', 'c'], 2)).toEqual(['a', 'c', 'b']);
});

test.each([0, 7])('entry %i, which cannot move, stays', (index) => {
  expect(moveUp(['a', 'b'], index)).toEqual(['a', 'b']);
});

test('an entry is replaced or removed, and the given list stays', () => {
  const list = ['a', 'b'];

  expect(replaceAt(list, 1, 'x')).toEqual(['a', 'x']);
  expect(replaceAt(list, 0, null)).toEqual(['b']);
  expect(list).toEqual(['a', 'b']);
});
