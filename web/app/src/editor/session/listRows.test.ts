import { keyOf, type Member, type MemberKey, type MoveOperation } from '@limn/editor';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { movesBefore, plainRows, rowsByClass } from './listRows';

const member = (objectId: string, schemaId = 'car'): Member => ({ objectId, schemaId });

test('objects stand below the headings of their classes, unknown classes last', () => {
  const members = [member('a'), member('b', 'gone'), member('c', 'road'), member('d')];
  const rows = rowsByClass(members, ['road', 'sign', 'car'], new Set());
  expect(rows.map((row) => (row.kind === 'class' ? row.schemaId : `${row.ordinal} ${row.member.objectId}`))).toEqual([
    'road',
    '1 c',
    'car',
    '2 a',
    '3 d',
    'gone',
    '4 b',
  ]);
});

test('a folded class shows its heading only', () => {
  const rows = rowsByClass([member('a'), member('b', 'road')], ['car', 'road'], new Set(['car']));
  expect(rows.map(({ kind }) => kind)).toEqual(['class', 'class', 'object']);
});

test('without headings each object is a row', () => {
  expect(plainRows([member('a'), member('b')]).map(({ kind }) => kind)).toEqual(['object', 'object']);
});

/** What the store does with moves. */
function moved(keys: readonly MemberKey[], moves: readonly MoveOperation[]): readonly MemberKey[] {
  return moves.reduce((order: readonly MemberKey[], { key, before }) => {
    const others = order.filter((one) => one !== key);
    const at = before === undefined ? others.length : others.indexOf(before);
    return [...others.slice(0, at), key, ...others.slice(at)];
  }, keys);
}

test('what is dropped stands together before the target, in its order', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  fc.assert(
    fc.property(
      fc.subarray(names, { minLength: 1 }),
      fc.option(fc.constantFrom(...names), { nil: undefined }),
      (drag, target) => {
        const all = names.map((name) => member(name));
        const after = moved(all.map(keyOf), movesBefore(all, new Set(drag), target));
        const rest = names.filter((name) => !drag.includes(name));
        expect(after.filter((key) => !drag.includes(key))).toEqual(rest);
        const first = after.findIndex((key) => drag.includes(key));
        expect(after.slice(first, first + drag.length)).toEqual(names.filter((name) => drag.includes(name)));
        const anchor = names
          .slice(target === undefined ? names.length : names.indexOf(target))
          .find((name) => rest.includes(name));
        expect(after[first + drag.length]).toBe(anchor);
      },
    ),
  );
});

test('dropped where they are, objects do not move', () => {
  const all = ['a', 'b', 'c'].map((name) => member(name));
  expect(movesBefore(all, new Set(['b']), 'c')).toEqual([]);
  expect(movesBefore(all, new Set(['b']), 'b')).toEqual([]);
  expect(movesBefore(all, new Set(['c']), undefined)).toEqual([]);
});
