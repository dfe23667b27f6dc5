import Flatbush from 'flatbush';
import type { Bounds } from '../../geometry/bounds';
import type { Geometry } from '../../geometry/geometry';
import { containsPoint, distanceToOutline } from '../../geometry/measure';
import type { Member, Point } from '../answer';
import type { SchemaIndex } from '../schema/SchemaIndex';
import type { SchemaClass } from '../schema/schemaTypes';
import { commonArea } from './commonArea';
import type { Problem } from './problems';
import { placeOf } from './questionRules';
import { type Shape, shapeOf } from './shapes';

/** An object among the others of its page. */
interface Neighbour {
  readonly member: Member;
  readonly schemaClass: SchemaClass;
  readonly shape: Shape;
}

// What may stick out, or be common, without being noticed: a thousandth of the area.
const unnoticed = 0.001;
const tolerance = 1e-6;

/** The rules about objects and others around them, for the objects of one page in their order, object by object. */
export function* checkNeighbours(objects: readonly Member[], schema: SchemaIndex): Generator<readonly Problem[]> {
  const neighbours = objects.flatMap((member) => {
    const [schemaClass, shape] = [schema.classOf('objects', member), shapeOf(member)];
    return schemaClass && shape && !member.interpolationStopped ? { member, schemaClass, shape } : [];
  });
  if (!neighbours.some(hasRules)) {
    return;
  }
  const nearTo = nearness(neighbours);
  for (const [at, one] of neighbours.entries()) {
    if (hasRules(one)) {
      const near = nearTo(at);
      yield [...checkInside(one, near), ...checkOverlap(one, at, near)];
    }
  }
}

function hasRules({ schemaClass: { insideOf = [], noOverlapWith = [] } }: Neighbour): boolean {
  return insideOf.length > 0 || noOverlapWith.length > 0;
}

type Near = readonly { readonly at: number; readonly neighbour: Neighbour }[];

function nearness(neighbours: readonly Neighbour[]): (at: number) => Near {
  const index = new Flatbush(neighbours.length);
  for (const { shape } of neighbours) {
    const { minX, minY, maxX, maxY } = shape.bounds;
    index.add(minX, minY, maxX, maxY);
  }
  index.finish();
  return (at) => {
    const { minX = 0, minY = 0, maxX = 0, maxY = 0 } = neighbours[at]?.shape.bounds ?? {};
    const found = index.search(minX, minY, maxX, maxY).filter((other) => other !== at);
    return found.map((other) => ({ at: other, neighbour: neighbours[other] as Neighbour }));
  };
}

function checkInside({ member, schemaClass, shape }: Neighbour, near: Near): Problem[] {
  const { schemaId, title, insideOf = [] } = schemaClass;
  const contained = near.some(({ neighbour }) => {
    return insideOf.includes(neighbour.schemaClass.schemaId) && isWithin(shape, neighbour.shape);
  });
  const message = `"${title}" must lie within an object of another class.`;
  return insideOf.length === 0 || contained ? [] : [{ code: 'insideOf', schemaId, ...placeOf(member), message }];
}

function checkOverlap(one: Neighbour, at: number, near: Near): Problem[] {
  const { schemaId, title } = one.schemaClass;
  const overlapping = near.find(
    ({ at: other, neighbour }) => isToldHere(one, at, neighbour, other) && overlap(one, neighbour),
  );
  const message = `"${title}" must not overlap with "${overlapping?.neighbour.schemaClass.title}".`;
  return overlapping ? [{ code: 'noOverlapWith', schemaId, ...placeOf(one.member), message }] : [];
}

// Of two objects that both must not overlap the other, the later one is at fault.
function isToldHere(one: Neighbour, at: number, other: Neighbour, otherAt: number): boolean {
  return forbids(one, other) && (at > otherAt || !forbids(other, one));
}

function forbids({ schemaClass }: Neighbour, other: Neighbour): boolean {
  return schemaClass.noOverlapWith?.includes(other.schemaClass.schemaId) === true;
}

function isWithin(shape: Shape, container: Shape): boolean {
  if (shape.covered > 0) {
    return commonArea(shape.zones, container.zones) >= shape.covered * (1 - unnoticed);
  }
  return container.zones.length > 0 && shape.points.every((point) => covers(container.geometry, point));
}

function covers(container: Geometry, point: Point): boolean {
  return containsPoint(container, point) || distanceToOutline(container, point) <= tolerance;
}

const overlaps = new WeakMap<Member, WeakMap<Member, boolean>>();

// Members never change, so what was found for two of them stays true.
function overlap(one: Neighbour, other: Neighbour): boolean {
  let known = overlaps.get(one.member);
  if (!known) {
    known = new WeakMap();
    overlaps.set(one.member, known);
  }
  let found = known.get(other.member);
  if (found === undefined) {
    const least = unnoticed * Math.min(one.shape.covered, other.shape.covered);
    found =
      commonBounds(one.shape.bounds, other.shape.bounds) > least &&
      commonArea(one.shape.zones, other.shape.zones) > least;
    known.set(other.member, found);
  }
  return found;
}

function commonBounds(one: Bounds, other: Bounds): number {
  const width = Math.min(one.maxX, other.maxX) - Math.max(one.minX, other.minX);
  const height = Math.min(one.maxY, other.maxY) - Math.max(one.minY, other.minY);
  return Math.max(0, width) * Math.max(0, height);
}
