import { expect, test } from 'vitest';
import type { LogLine } from '../../api/types';
import { append } from './useLog';

const line = (seq: number): LogLine => ({
  seq,
  receivedAt: '2026-01-15T10:30:00.000Z',
  level: 'Info',
  msg: `line ${seq}`,
  extra: null,
});

test('new lines follow the present ones', () => {
  expect(append([line(1)], [line(2), line(3)]).map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

test('a line that arrives twice is there once', () => {
  expect(append([line(1), line(2)], [line(2), line(3)]).map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

test('nothing new is the same list, so that nothing is drawn again', () => {
  const present = [line(1)];

  expect(append(present, [line(1)])).toBe(present);
});
