import type { Json, Member, Point } from '../answer';

/** Corners of a polygon, not closed. */
export type Ring = readonly Point[];

/** An outline and its holes. */
export type Zone = readonly Ring[];

/** What the rules need to know of a geometry. */
export interface Shape {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Its own width and height: of a rotated box those along its sides. */
  readonly width: number;
  readonly height: number;
  /** In square pixels; absent where the geometry has none. */
  readonly area?: number;
  /** What it covers, where it covers something. */
  readonly zones: readonly Zone[];
  readonly points: readonly Point[];
}

type Fields = { readonly [key: string]: Json | undefined };

const roundCorners = 64;
const known = new WeakMap<Member, Shape | null>();

/** The shape of an object's geometry; undefined if it has none that lies in a picture, or a broken one. */
export function shapeOf(member: Member): Shape | undefined {
  let shape = known.get(member);
  if (shape === undefined) {
    const read = readShape(member);
    shape = read && isWhole(read) ? read : null;
    known.set(member, shape);
  }
  return shape ?? undefined;
}

function readShape(member: Member): Shape | undefined {
  for (const [kind, read] of Object.entries(readers)) {
    const geometry = member[kind];
    if (geometry !== undefined && geometry !== null) {
      return read(geometry, member);
    }
  }
  return undefined;
}

const readers: Readonly<Record<string, (geometry: Json, member: Member) => Shape | undefined>> = {
  'bounding-box': (geometry) => {
    const { x, y, width, height } = numbers(geometry);
    return covering([[rectangle(x, y, width, height)]]);
  },
  'rotated-bounding-box': (geometry) => {
    const { x, y, width, height, rotation = 0 } = numbers(geometry);
    const turn = (rotation * Math.PI) / 180;
    const ring = rectangle(0, 0, width, height).map(([u, v]): Point => {
      return [x + u * Math.cos(turn) - v * Math.sin(turn), y + u * Math.sin(turn) + v * Math.cos(turn)];
    });
    return { ...covering([[ring]]), width: Math.abs(width), height: Math.abs(height) };
  },
  polygon: (geometry, { polygonHoles }) => covering([[points(geometry), ...rings(polygonHoles)]]),
  segmentation: (geometry) => {
    const zones = (geometry as Fields).zones;
    return covering(
      (Array.isArray(zones) ? zones : []).map((zone: Fields) => [points(zone.region), ...rings(zone.holes)]),
    );
  },
  circle: (geometry) => {
    const { x, y, radius } = numbers(geometry);
    return round(x, y, radius, radius, 0);
  },
  ellipse: (geometry) => {
    const { x, y, radiusX, radiusY, rotation = 0 } = numbers(geometry);
    return round(x, y, radiusX, radiusY, (rotation * Math.PI) / 180);
  },
  polyline: (geometry) => boundsOf(points(geometry)),
  spline: (geometry) => boundsOf(points(geometry)),
  point: (geometry) => boundsOf(points([geometry])),
};

function covering(zones: readonly Zone[]): Shape {
  const area = zones.reduce((sum, [outline = [], ...holes]) => {
    return sum + ringArea(outline) - holes.reduce((cut, hole) => cut + ringArea(hole), 0);
  }, 0);
  return { ...boundsOf(zones.flatMap(([outline = []]) => outline)), area, zones };
}

function round(x: number, y: number, radiusX: number, radiusY: number, turn: number): Shape {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const ring = Array.from({ length: roundCorners }, (_, corner): Point => {
    const angle = (2 * Math.PI * corner) / roundCorners;
    const [u, v] = [radiusX * Math.cos(angle), radiusY * Math.sin(angle)];
    return [x + u * cos - v * sin, y + u * sin + v * cos];
  });
  const [halfWidth, halfHeight] = [Math.hypot(radiusX * cos, radiusY * sin), Math.hypot(radiusX * sin, radiusY * cos)];
  return {
    ...covering([[ring]]),
    left: x - halfWidth,
    top: y - halfHeight,
    right: x + halfWidth,
    bottom: y + halfHeight,
    width: 2 * Math.abs(radiusX),
    height: 2 * Math.abs(radiusY),
    area: Math.PI * Math.abs(radiusX * radiusY),
  };
}

function boundsOf(corners: Ring): Shape {
  const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [x, y] of corners) {
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.bottom = Math.max(bounds.bottom, y);
  }
  const { left, top, right, bottom } = bounds;
  return { ...bounds, width: right - left, height: bottom - top, zones: [], points: corners };
}

function rectangle(x: number, y: number, width: number, height: number): Ring {
  return [
    [x, y],
    [x, y + height],
    [x + width, y + height],
    [x + width, y],
  ];
}

/** The area within a ring that does not cross itself. */
export function ringArea(ring: Ring): number {
  let twice = 0;
  let [beforeX, beforeY] = ring.at(-1) ?? [0, 0];
  for (const [x, y] of ring) {
    twice += beforeX * y - x * beforeY;
    [beforeX, beforeY] = [x, y];
  }
  return Math.abs(twice) / 2;
}

// Fields that are no numbers become NaN, which `shapeOf` turns away.
function numbers(
  geometry: Json,
): Record<string, number> &
  Record<'x' | 'y' | 'width' | 'height', number> &
  Record<'radius' | 'radiusX' | 'radiusY', number> {
  const names = { x: Number.NaN, y: Number.NaN, width: Number.NaN, height: Number.NaN };
  return {
    ...names,
    radius: Number.NaN,
    radiusX: Number.NaN,
    radiusY: Number.NaN,
    ...(geometry as Record<string, number>),
  };
}

function points(value: Json | undefined): Ring {
  return Array.isArray(value) ? (value as unknown as Ring) : [];
}

function rings(value: Json | undefined): readonly Ring[] {
  return Array.isArray(value) ? value.map(points) : [];
}

function isWhole({ left, top, right, bottom, width, height, area = 0 }: Shape): boolean {
  return [left, top, right, bottom, width, height, area].every(Number.isFinite);
}
