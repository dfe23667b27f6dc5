import { expect, test, vi } from 'vitest';
import { ReadAhead, type Standing } from './ReadAhead';

const labelled: Standing = { stage: 'Label', revision: 3 };

test('a task that was read ahead is handed out once', async () => {
  const read = vi.fn(async () => labelled);
  const ahead = new ReadAhead(read);
  ahead.want(['a']);
  ahead.want(['a']);
  expect(read).toHaveBeenCalledOnce();
  expect(await ahead.take('a', labelled)).toBe(labelled);
  expect(await ahead.take('a', labelled)).toBeNull();
});

test.each([
  { stage: 'Review', revision: 3 },
  { stage: 'Label', revision: 4 },
])('a task that changed meanwhile is not used: %o', async (now) => {
  const ahead = new ReadAhead(async () => labelled);
  ahead.want(['a']);
  expect(await ahead.take('a', now)).toBeNull();
});

test('a task that could not be read is read again when it is opened', async () => {
  const ahead = new ReadAhead(() => Promise.reject(new Error('offline')));
  ahead.want(['a']);
  expect(await ahead.take('a', labelled)).toBeNull();
});

test('only the latest few are kept', async () => {
  const ahead = new ReadAhead(async () => labelled);
  ahead.want(['a', 'b', 'c', 'd', 'e']);
  expect(await ahead.take('a', labelled)).toBeNull();
  expect(await ahead.take('e', labelled)).toBe(labelled);
});
