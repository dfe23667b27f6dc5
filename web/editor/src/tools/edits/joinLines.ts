import { at, distance, type Point } from '../../geometry/point';
import { keyOf, type MemberKey } from '../../model/answer';
import type { Editor } from '../Editor';
import { selectedShapes } from './selectedShapes';

/** Joins two selected lines at the ends that are nearest to each other; the first one keeps its object. */
export function joinLines(editor: Editor): boolean {
  const lines = selectedShapes(editor).flatMap(({ key, geometry }) =>
    geometry.kind === 'polyline' ? [{ key, geometry }] : [],
  );
  const [first, second] = lines;
  if (!first || !second || lines.length !== 2) return editor.refuse('empty', 'Select two lines.');
  const points = joined(first.geometry.points, second.geometry.points);
  const isDone = editor.drawing.reshape(
    'Join lines',
    [[first.key, { ...first.geometry, points }]],
    editor.drawing.removal(second.key),
  );
  if (isDone) editor.select([first.key]);
  return isDone;
}

function joined(a: readonly Point[], b: readonly Point[]): Point[] {
  const ways = [a, a.toReversed()].flatMap((one) => [b, b.toReversed()].map((other) => [one, other] as const));
  const gap = ([one, other]: readonly [readonly Point[], readonly Point[]]) => distance(at(one, -1), at(other, 0));
  const [first, second] = ways.reduce((best, way) => (gap(way) < gap(best) ? way : best));
  return [...first, ...second];
}

/** Splits a line at a vertex; what follows becomes a new object like it. */
export function splitLine(editor: Editor, key: MemberKey, index: number): boolean {
  const geometry = editor.scene.geometryOf(key);
  const member = editor.store.get('objects', key);
  if (!member || geometry?.kind !== 'polyline' || index < 1 || index > geometry.points.length - 2) {
    return editor.refuse('empty', 'A line is split between its ends.');
  }
  const rest = editor.drawing.memberOf({ ...geometry, points: geometry.points.slice(index) }, member.schemaId, member);
  const isDone = editor.drawing.reshape(
    'Split line',
    [[key, { ...geometry, points: geometry.points.slice(0, index + 1) }]],
    [{ kind: 'add', list: 'objects', member: rest }],
  );
  if (isDone) editor.select([key, keyOf(rest)]);
  return isDone;
}
