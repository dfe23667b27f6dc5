import { expect, test } from 'vitest';
import { initialChoices, toExportOptions } from './exportOptions';

test('what is empty is left out, which means everything', () => {
  const options = toExportOptions({ ...initialChoices, stage: [], taskTypes: [] });

  expect(options).not.toHaveProperty('stage');
  expect(options).not.toHaveProperty('batches');
  expect(options).not.toHaveProperty('taskTypes');
  expect(options).not.toHaveProperty('updatedAt');
});

test('the form’s wish to be notified is the opposite of what the API asks', () => {
  expect(toExportOptions({ ...initialChoices, notify: true }).doNotNotify).toBe(false);
  expect(toExportOptions({ ...initialChoices, notify: false }).doNotNotify).toBe(true);
});

test('a span that is open at one end stays open', () => {
  const { updatedAt } = toExportOptions({ ...initialChoices, updatedAfter: '2026-01-15' });

  expect(updatedAt).toEqual({ $gt: new Date(2026, 0, 15).toISOString(), $lt: null });
});
