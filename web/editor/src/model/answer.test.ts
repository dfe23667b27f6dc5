import { expect, test } from 'vitest';
import { keyOf } from './answer';

test('members on pages have keys of their own', () => {
  expect(keyOf({ objectId: 'a' })).toBe('a');
  expect(keyOf({ objectId: 'a', page: 0 })).toBe('a@0');
});
