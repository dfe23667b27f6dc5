import { expect, test } from 'vitest';
import { pasting } from '../commands/clipboard';
import { box, sampleModel } from '../testing/modelSamples';
import { Scene } from '../tools/Scene';
import { isRefusal } from './changes';
import type { EditorModel } from './EditorModel';
import type { Rights } from './guards/guard';
import type { Operation } from './operations';
import { type Verdict, verdictOf, verdictOperations } from './verdict';
import { describeObject } from './view/describeObject';
import { objectFilter } from './view/objectFilter';

const review: Rights = { mode: 'review', mayEditInReview: true, mayUnlock: false };
const move: Operation = {
  kind: 'set',
  list: 'objects',
  key: 'o0',
  field: 'bounding-box',
  value: { x: 5, y: 5, width: 5, height: 5 },
};

test('an object that changes after it was judged is to be judged again', () => {
  const { model } = sampleModel();
  judge(model, ['o0', 'o1'], 'accepted');
  model.commit('Move', [move]);
  expect([verdict(model, 'o0'), verdict(model, 'o1')]).toEqual([undefined, 'accepted']);
  model.undo();
  expect(verdict(model, 'o0')).toBe('accepted');
});

test('marks of an object leave its verdict', () => {
  const { model } = sampleModel();
  judge(model, ['o0'], 'rejected');
  model.commit('Flag', [{ kind: 'set', list: 'objects', key: 'o0', field: 'flagged', value: true }]);
  expect(verdict(model, 'o0')).toBe('rejected');
});

test('what a reviewer changes is fixed', () => {
  const { model } = sampleModel();
  model.rights = review;
  model.commit('Move', [move]);
  expect(verdict(model, 'o0')).toBe('fixed');
  expect(model.history.hasChanges).toBe(true);
});

test('reviewers who may only judge do judge', () => {
  const { model } = sampleModel();
  model.rights = { ...review, mayEditInReview: false };
  expect(isRefusal(model.commit('Move', [move]))).toBe(true);
  judge(model, ['o0'], 'rejected');
  expect(verdict(model, 'o0')).toBe('rejected');
  expect(model.history.hasChanges).toBe(false);
  model.undo();
  expect(verdict(model, 'o0')).toBeUndefined();
  model.rights = { ...review, mode: 'readonly' };
  expect(isRefusal(model.commit('Judge', verdictOperations(model.store, ['o0'], 'accepted')))).toBe(true);
});

test('only objects with another verdict get one', () => {
  const { model } = sampleModel();
  judge(model, ['o0'], 'accepted');
  expect(verdictOperations(model.store, ['o0', 'o1', 'gone'], 'accepted')).toMatchObject([{ key: 'o1' }]);
});

test('verdicts are found, said, and not copied', () => {
  const { model } = sampleModel();
  const member = box('a', { verdict: 'rejected' });
  const context = { schema: model.schema, hasIssue: () => false };
  expect(objectFilter('verdict:rejected', context)(member)).toBe(true);
  expect(objectFilter('verdict:none', context)(member)).toBe(false);
  const words = describeObject(member, { schema: model.schema, position: 1, count: 2, issues: 0, isHidden: false });
  expect(words).toContain('rejected');
  const [copy] = pasting({ objects: [member], relations: [] }, undefined).operations;
  expect(copy && verdictOf(copy.member)).toBeUndefined();
});

test('verdicts are seen on the picture', () => {
  const { model } = sampleModel();
  judge(model, ['o0'], 'rejected');
  const [judged, other] = new Scene(
    model.store,
    (member) => model.schema.classOf('objects', member),
    undefined,
  ).drawn();
  expect(judged).toMatchObject({ dashed: true, mark: { text: '✗' }, label: expect.stringMatching(/^✗ /) });
  expect(other?.mark).toBeUndefined();
});

function judge(model: EditorModel, keys: readonly string[], said: Verdict): void {
  model.commit('Judge', verdictOperations(model.store, keys, said));
}

function verdict(model: EditorModel, key: string): Verdict | undefined {
  const member = model.store.get('objects', key);
  return member && verdictOf(member);
}
