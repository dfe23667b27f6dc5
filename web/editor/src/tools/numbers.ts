import { frameOf, inFrame, isFramed } from '../geometry/frame';
import type { Geometry } from '../geometry/geometry';
import { boundsOfGeometry } from '../geometry/measure';
import { add, directionOf, distance, type Point } from '../geometry/point';
import { foldAngle } from '../geometry/rotatedBox';
import { scaledAbout, translated } from '../geometry/transform';
import type { MemberKey } from '../model/answer';
import type { Editor } from './Editor';

export type NumberName = 'x' | 'y' | 'width' | 'height' | 'rotation' | 'radius' | 'length' | 'angle';

/** What the shell shows in fields, in picture pixels and degrees. */
export type Numbers = Readonly<Partial<Record<NumberName, number>>>;

/** The numbers of a geometry: of boxes and ellipses their own, of other shapes those of the box around them. */
export function numbersOf(geometry: Geometry): Numbers {
  if (geometry.kind === 'circle') return { x: geometry.x, y: geometry.y, radius: geometry.radius };
  if (geometry.kind === 'point') return { x: geometry.point[0], y: geometry.point[1] };
  if (isFramed(geometry)) {
    const { width, height, rotation } = frameOf(geometry);
    const { x, y } = geometry;
    return geometry.kind === 'bounding-box' ? { x, y, width, height } : { x, y, width, height, rotation };
  }
  const { minX, minY, maxX, maxY } = boundsOfGeometry(geometry);
  return { x: minX, y: minY, width: maxX - minX, height: maxY - minY };
}

/** The geometry with some of its numbers changed. */
export function withNumbers(geometry: Geometry, numbers: Numbers): Geometry {
  const old = numbersOf(geometry);
  const { x = 0, y = 0, width, height, rotation, radius } = { ...old, ...numbers };
  const moved = (shape: Geometry): Geometry => {
    const now = numbersOf(shape);
    return translated(shape, [x - (now.x ?? x), y - (now.y ?? y)]);
  };
  if (geometry.kind === 'circle') return moved({ ...geometry, radius: radius ?? geometry.radius });
  if (geometry.kind === 'point' || width === undefined || height === undefined) return moved(geometry);
  if (isFramed(geometry)) {
    const frame = frameOf(geometry);
    return moved(inFrame(geometry, { ...frame, width, height, rotation: foldAngle(rotation ?? frame.rotation) }));
  }
  const { minX, minY } = boundsOfGeometry(geometry);
  return moved(scaledAbout(geometry, [minX, minY], [ratio(width, old.width), ratio(height, old.height)]));
}

/** A line along an axis has no width that could be scaled. */
const ratio = (now: number, before = 0): number => (before === 0 ? 1 : now / before);

/** Changes numbers of an object, as one step. */
export function setNumbers(editor: Editor, key: MemberKey, numbers: Numbers): boolean {
  const geometry = editor.scene.geometryOf(key);
  if (!geometry || Object.values(numbers).some((number) => !Number.isFinite(number))) return false;
  return editor.drawing.reshape('Change numbers', [[key, withNumbers(geometry, numbers)]]);
}

/** The numbers of the next point of a draft, seen from the last one. */
export function numbersFrom(last: Point, next: Point): Numbers {
  const [width, height] = [next[0] - last[0], next[1] - last[1]];
  return { x: next[0], y: next[1], width, height, length: distance(last, next), angle: directionOf(last, next) };
}

/** Where the next point is by what was typed: its place, else its offset, else its length and angle. */
export function pointBy(last: Point, next: Point, { x, y, width, height, length, angle }: Numbers): Point {
  if (x !== undefined || y !== undefined) return [x ?? next[0], y ?? next[1]];
  if (width !== undefined || height !== undefined) {
    return add(last, [width ?? next[0] - last[0], height ?? next[1] - last[1]]);
  }
  const turn = ((angle ?? directionOf(last, next)) * Math.PI) / 180;
  const far = length ?? distance(last, next);
  return add(last, [far * Math.cos(turn), far * Math.sin(turn)]);
}
