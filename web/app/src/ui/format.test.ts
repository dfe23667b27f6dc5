import { expect, test } from 'vitest';
import { formatAgo, formatBytes, formatDuration, formatPlural } from './format';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 kB'],
  [1_530_000, '1.5 MB'],
  [123_000_000, '123 MB'],
  [2_500_000_000, '2.5 GB'],
])('%i bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0, '0:00'],
  [7_900, '0:07'],
  [750_000, '12:30'],
  [3_723_000, '1:02:03'],
])('%i milliseconds are %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

const now = Date.parse('2026-01-15T10:30:00.000Z');

test.each([
  ['2026-01-15T10:29:30.000Z', 'just now'],
  ['2026-01-15T10:30:20.000Z', 'just now'],
  ['2026-01-15T10:25:00.000Z', '5 minutes ago'],
  ['2026-01-14T10:30:00.000Z', 'yesterday'],
  ['2026-01-16T10:30:00.000Z', 'tomorrow'],
  ['2025-01-15T10:30:00.000Z', 'last year'],
])('%s is %s', (time, text) => {
  expect(formatAgo(time, now)).toBe(text);
});

test('counts have thousands separators and the right number', () => {
  expect(formatPlural(1, 'task')).toBe('1 task');
  expect(formatPlural(2000, 'task')).toBe('2,000 tasks');
  expect(formatPlural(0, 'batch', 'batches')).toBe('0 batches');
});
