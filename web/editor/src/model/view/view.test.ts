import { expect, test } from 'vitest';
import { box } from '../../testing/modelSamples';
import { sampleSchema } from '../../testing/schemaSample';
import type { Member } from '../answer';
import { compareAnswers } from '../compare';
import { Selection } from '../Selection';
import { SchemaIndex } from '../schema/SchemaIndex';
import { describeObject } from './describeObject';
import { objectFilter } from './objectFilter';
import { inOrder, type ObjectOrder } from './objectOrder';
import { Visibility } from './Visibility';

const members: readonly Member[] = [
  box('plain'),
  box('flagged', { flagged: true, confidence: 0.3 }),
  box('locked', { lock: true, confidence: 0.8 }),
  box('large', { 'bounding-box': { x: 0, y: 0, width: 100, height: 50 } }),
  box('old', { schemaId: 'old' }),
  box('lost', { schemaId: 'gone', title: 'Delivery van' }),
];

test.each([
  ['class:car', ['plain', 'flagged', 'locked', 'large']],
  ['class:car flag:yes', ['flagged']],
  ['class:"delivery van"', ['lost']],
  ['unknown:yes', ['lost']],
  ['locked:no conf>=0.3', ['flagged']],
  ['conf<0.5', ['flagged']],
  ['area>2000', ['large']],
  ['issue:open', ['plain']],
  ['issue:no class:car area<2000', ['flagged', 'locked']],
  ['LOCK', ['locked']],
  ['van', ['lost']],
  ['', ['plain', 'flagged', 'locked', 'large', 'old', 'lost']],
])('the filter %j passes %j', (text, expected) => {
  const passes = objectFilter(text, { schema: new SchemaIndex(sampleSchema), hasIssue: (id) => id === 'plain' });
  expect(members.filter(passes).map((member) => member.objectId)).toEqual(expected);
});

test('hidden, isolated and filtered members are not visible', () => {
  const visibility = new Visibility();
  const visible = () => members.filter((member) => visibility.isVisible(member)).map((member) => member.objectId);
  visibility.hide(['plain', 'flagged']);
  visibility.toggleClass('old');
  expect(visible()).toEqual(['locked', 'large', 'lost']);
  visibility.show(['plain']);
  visibility.isolate(['plain', 'large', 'flagged']);
  expect(visible()).toEqual(['plain', 'large']);
  visibility.filter((member) => member.objectId !== 'plain');
  expect(visible()).toEqual(['large']);
  visibility.showAll();
  expect(visible()).toEqual(['flagged', 'locked', 'large', 'old', 'lost']);
});

test('listeners hear of each change until they leave', () => {
  const [visibility, selection] = [new Visibility(), new Selection()];
  let heard = 0;
  const leave = [visibility.subscribe(() => heard++), selection.subscribe(() => heard++)];
  visibility.hide(['a']);
  selection.set(['a']);
  selection.set(['a']);
  selection.hover('b');
  expect(heard).toBe(3);
  for (const stop of leave) {
    stop();
  }
  selection.clear();
  expect(heard).toBe(3);
});

test('commands work on the selection, or else on what is under the pointer', () => {
  const selection = new Selection();
  expect(selection.targets).toEqual([]);
  selection.hover('under');
  expect(selection.targets).toEqual(['under']);
  selection.toggle('b');
  selection.add(['a']);
  expect(selection.targets).toEqual(['b', 'a']);
  expect(selection.single).toBeUndefined();
  selection.toggle('b');
  expect(selection.single).toBe('a');
});

test.each<[ObjectOrder, string[]]>([
  ['list', ['plain', 'flagged', 'locked', 'large', 'old', 'lost', 'none']],
  ['reading', ['large', 'plain', 'flagged', 'locked', 'old', 'lost', 'none']],
  ['area', ['plain', 'flagged', 'locked', 'old', 'lost', 'large', 'none']],
  ['confidence', ['flagged', 'locked', 'plain', 'large', 'old', 'lost', 'none']],
])('objects can be gone through by %s', (order, expected) => {
  const unknown = { objectId: 'none', schemaId: 'car' };
  expect(inOrder([...members, unknown], order)).toEqual(expected);
});

test('an object is put into words', () => {
  const context = { schema: new SchemaIndex(sampleSchema), position: 2, count: 12, issues: 1, isHidden: true };
  expect(describeObject(box('a', { lock: true }), context)).toBe(
    'Car, bounding box 2 of 12, x 1 y 2, 30 by 40, locked, hidden, 1 issue',
  );
  const point = { objectId: 'p', schemaId: 'gone', point: [3.4, 5.6], flagged: true };
  expect(describeObject(point, { ...context, issues: 0, isHidden: false })).toBe(
    'Unknown object 2 of 12, x 3 y 6, flagged',
  );
});

test('two states of an answer are compared member by member, field by field', () => {
  const lists = (objects: readonly Member[]) => ({ objects, classifications: [], relations: [] });
  const before = lists([box('a'), box('b'), box('c', { metadata: { createdBy: 'ada' } })]);
  const after = lists([
    box('d'),
    box('c', { metadata: { createdBy: 'bob' } }),
    box('a', { flagged: true, 'bounding-box': { x: 9 } }),
  ]);
  expect(compareAnswers(before, after)).toEqual([
    { list: 'objects', key: 'd', kind: 'added', after: box('d'), fields: [] },
    {
      list: 'objects',
      key: 'a',
      kind: 'changed',
      before: box('a'),
      after: after.objects[2],
      fields: ['bounding-box', 'flagged'],
    },
    { list: 'objects', key: 'b', kind: 'removed', before: box('b'), fields: [] },
  ]);
});
