import type { AnswerObject, CategorySchema } from '../../api/types';

/** A place in the picture: pixels of the file, from its top left corner. */
export type Point = readonly [x: number, y: number];

export interface Area {
  outer: readonly Point[];
  holes: readonly (readonly Point[])[];
}

/** What is drawn of an object. */
export type Geometry =
  | { kind: 'areas'; areas: readonly Area[] }
  | { kind: 'line'; points: readonly Point[] }
  | { kind: 'point'; point: Point };

export interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** An object of an answer, ready to be listed; without geometry where a picture cannot show it. */
export interface Shape {
  id: string;
  title: string;
  color: string;
  tool: string;
  object: AnswerObject;
  geometry: Geometry | null;
  bounds: Bounds | null;
}

const fallbackColor = '#868e96';

/** The objects of an answer in the colours and under the titles of their classes. */
export function toShapes(objects: readonly AnswerObject[], schema: CategorySchema): Shape[] {
  const classes = new Map(schema.tools.map((tool) => [tool.schemaId, tool]));
  return objects.map((object) => {
    const known = classes.get(object.schemaId);
    const tool = Object.keys(readers).find((key) => key in object) ?? known?.tool ?? 'unknown';
    const geometry = readers[tool]?.(object[tool]) ?? null;
    return {
      id: object.objectId,
      title: known?.title || object.title || 'Unknown class',
      color: known?.color ?? fallbackColor,
      tool,
      object,
      geometry,
      bounds: geometry && boundsOf(geometry),
    };
  });
}

/** Every point that outlines a shape. */
export function pointsOf(geometry: Geometry): readonly Point[] {
  switch (geometry.kind) {
    case 'areas':
      return geometry.areas.flatMap((area) => area.outer);
    case 'line':
      return geometry.points;
    case 'point':
      return [geometry.point];
  }
}

type Reader = (value: unknown) => Geometry | null;

const readers: Record<string, Reader> = {
  'bounding-box': readBox,
  'rotated-bounding-box': readRotatedBox,
  polygon: (value) => areas([{ outer: readPoints(value), holes: [] }]),
  segmentation: readSegmentation,
  polyline: readLine,
  spline: readLine,
  point: (value) => (isPoint(value) ? { kind: 'point', point: value } : null),
  circle: readCircle,
};

function readBox(value: unknown): Geometry | null {
  const box = readNumbers(value, 'x', 'y', 'width', 'height');
  if (box === null) {
    return null;
  }
  const [x, y, width, height] = box;
  const outer: Point[] = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
  return areas([{ outer, holes: [] }]);
}

/** `x`, `y` is the box's own top left corner after rotation; positive angles turn clockwise on the screen. */
function readRotatedBox(value: unknown): Geometry | null {
  const corners = readPoints((value as { corners?: unknown } | null)?.corners);
  if (corners.length === 4) {
    return areas([{ outer: corners, holes: [] }]);
  }
  const box = readNumbers(value, 'x', 'y', 'width', 'height');
  if (box === null) {
    return null;
  }
  const [x, y, width, height] = box;
  const angle = ((readNumbers(value, 'rotation')?.[0] ?? 0) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const at = (along: number, down: number): Point => [x + along * cos - down * sin, y + along * sin + down * cos];
  return areas([{ outer: [at(0, 0), at(0, height), at(width, height), at(width, 0)], holes: [] }]);
}

function readSegmentation(value: unknown): Geometry | null {
  const zones = (value as { zones?: unknown } | null)?.zones;
  if (!Array.isArray(zones)) {
    return null;
  }
  return areas(
    zones.map((zone: { region?: unknown; holes?: unknown }) => ({
      outer: readPoints(zone.region),
      holes: Array.isArray(zone.holes) ? zone.holes.map(readPoints).filter((hole) => hole.length >= 3) : [],
    })),
  );
}

function readLine(value: unknown): Geometry | null {
  const points = readPoints(value);
  return points.length < 2 ? null : { kind: 'line', points };
}

function readCircle(value: unknown): Geometry | null {
  const circle = readNumbers(value, 'x', 'y', 'radius');
  if (circle === null) {
    return null;
  }
  const [x, y, radius] = circle;
  const corners = 64;
  const outer = Array.from({ length: corners }, (_, index): Point => {
    const angle = (2 * Math.PI * index) / corners;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
  return areas([{ outer, holes: [] }]);
}

function areas(found: readonly Area[]): Geometry | null {
  const whole = found.filter((area) => area.outer.length >= 3);
  return whole.length === 0 ? null : { kind: 'areas', areas: whole };
}

function boundsOf(geometry: Geometry): Bounds {
  const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [x, y] of pointsOf(geometry)) {
    bounds.left = Math.min(bounds.left, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.right = Math.max(bounds.right, x);
    bounds.bottom = Math.max(bounds.bottom, y);
  }
  return bounds;
}

function readPoints(value: unknown): Point[] {
  return Array.isArray(value) ? value.filter(isPoint) : [];
}

function isPoint(value: unknown): value is Point {
  return Array.isArray(value) && Number.isFinite(value[0]) && Number.isFinite(value[1]);
}

/** The numbers under some keys; null where one of them is none. */
function readNumbers<TKeys extends string[]>(
  value: unknown,
  ...keys: TKeys
): { [Index in keyof TKeys]: number } | null {
  const numbers = keys.map((key) => (value as Record<string, unknown> | null)?.[key]);
  return numbers.every((number) => Number.isFinite(number)) ? (numbers as { [Index in keyof TKeys]: number }) : null;
}
