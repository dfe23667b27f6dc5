import { expect, test } from 'vitest';
import { batchOf } from '../testing/modelSamples';
import { readReply } from './readReply';

const request = {
  taskId: 't',
  session: 's',
  revision: 3,
  batches: [batchOf([], { id: 'a' }), batchOf([], { id: 'b' })],
};
const failure = (message: string, problems: object[] = [], revision?: number) => ({
  status: 'fail',
  message,
  error: { code: 0, problems, revision },
});

test('batches that are stored are acknowledged', () => {
  const body = { revision: 4, applied: ['a', 'b'], conflicts: [], since: [] };
  expect(readReply(200, body, request)).toEqual({ kind: 'accepted', ...body });
});

test.each(['leaseHeld', 'leaseLost'])('%s is the loss of the lease', (code) => {
  const body = failure('Ada edits this task now.', [{ path: 'session', message: 'Ada edits this task now.', code }]);
  expect(readReply(409, body, request)).toEqual({ kind: 'lease-lost', reason: 'Ada edits this task now.' });
});

test('problems are told with the batches that they are about', () => {
  const body = failure('Nothing was stored.', [
    { path: 'batches[1].operations[0]', message: 'No such list.' },
    { path: 'x', message: 'More.' },
  ]);
  expect(readReply(422, body, request)).toEqual({
    kind: 'refused',
    problems: [
      { batch: 'b', message: 'No such list.' },
      { batch: undefined, message: 'More.' },
    ],
  });
});

test.each([
  [403, failure('The task is complete.')],
  [404, failure('Invalid task.')],
  [409, failure('This server knows 2 revisions.', [], 2)],
  [413, null],
])('%i is refused, since it would be again', (status, body) => {
  expect(readReply(status, body, request)).toMatchObject({
    kind: 'refused',
    problems: [{ message: expect.any(String) }],
  });
});

test.each([
  [500, failure('Oops.')],
  [503, '<html>'],
  [429, null],
  [409, failure('Many others change this task right now.')],
  [200, '<html>'],
  [200, { revision: 4 }],
])('%i is tried again when it says nothing about the batches', (status, body) => {
  expect(() => readReply(status, body, request)).toThrow();
});
