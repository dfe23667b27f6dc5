import { boundsOf, centreOf, joined } from '../../geometry/bounds';
import { outlinesOf } from '../../geometry/path';
import { simplified } from '../../geometry/simplify';
import { rotated, translated } from '../../geometry/transform';
import { editableLines, withLine } from '../../geometry/vertices';
import type { MemberKey, Point } from '../../model/answer';
import type { Editor } from '../Editor';
import { SelectTool } from '../select/SelectTool';
import { selectedShapes } from './selectedShapes';

/** Moves the selected objects; locked ones stay. */
export function nudgeSelection(editor: Editor, by: Point): boolean {
  const shapes = selectedShapes(editor).filter(({ member }) => member.lock !== true);
  return editor.drawing.reshape(
    'Move',
    shapes.map(({ key, geometry }) => [key, translated(geometry, by)] as const),
    [],
    `nudge ${shapes.map(({ key }) => key)}`,
  );
}

/** Moves the selected objects with the pointer until the next click, for hands that cannot drag. */
export function moveSelection(editor: Editor, from: Point): boolean {
  editor.useTool('select');
  const { tool } = editor;
  return tool instanceof SelectTool && tool.beginMove(from);
}

/** Turns each selected object that can be turned about its own middle. */
export function turnSelection(editor: Editor, degrees: number): boolean {
  const shapes = selectedShapes(editor).filter(({ member, geometry }) => {
    return member.lock !== true && geometry.kind !== 'bounding-box' && geometry.kind !== 'point';
  });
  return editor.drawing.reshape(
    'Rotate',
    shapes.map(
      ({ key, geometry }) => [key, rotated(geometry, centreOf(boundsOf(pointsOf(geometry))), degrees)] as const,
    ),
  );
}

const pointsOf = (geometry: Parameters<typeof outlinesOf>[0]): Point[] =>
  outlinesOf(geometry).flatMap(({ points }) => points);

/** Drops vertices of the selected lines and outlines that matter less than the tolerance, in picture pixels. */
export function simplifySelection(editor: Editor, tolerance: number): boolean {
  const changes = selectedShapes(editor).map(({ key, geometry }) => {
    const lines = editableLines(geometry);
    const simple = lines.reduce(
      (shape, { points, closed }, line) => withLine(shape, line, simplified(points, closed, tolerance)) ?? shape,
      geometry,
    );
    return [key, simple] as const;
  });
  return editor.drawing.reshape('Simplify', changes);
}

/** Brings objects into sight, as large as they fit. */
export function showObjects({ scene, view }: Editor, keys: Iterable<MemberKey>): boolean {
  const found = [...keys].flatMap((key) => scene.boundsOf(key) ?? []);
  if (found.length === 0) return false;
  view.fitTo(found.reduce(joined));
  return true;
}
