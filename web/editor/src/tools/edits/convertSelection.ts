import { cornersOf } from '../../geometry/bounds';
import { bezierOf, flattened } from '../../geometry/curve';
import type { Geometry, GeometryKind, Zone } from '../../geometry/geometry';
import { boundsOfGeometry } from '../../geometry/measure';
import { zonesOf } from '../../geometry/path';
import { rotatedFromCorners } from '../../geometry/rotatedBox';
import { boxFrom } from '../../geometry/transform';
import { definedFields, fieldsOfKind } from '../../geometry/writeGeometry';
import type { Member, MemberKey } from '../../model/answer';
import type { Operation } from '../../model/operations';
import { polygonOf } from '../Drawing';
import type { Editor } from '../Editor';
import { selectedShapes } from './selectedShapes';

/** The geometry as another kind; null where there is no such way. */
function converted(geometry: Geometry, kind: GeometryKind): Geometry | null {
  if (geometry.kind === kind) return geometry;
  const zones = zonesOf(geometry);
  return zones.length > 0 ? convertedArea(geometry, zones, kind) : convertedLine(geometry, kind);
}

function convertedArea(geometry: Geometry, zones: readonly Zone[], kind: GeometryKind): Geometry | null {
  const [only] = zones;
  switch (kind) {
    case 'bounding-box':
      return boxFrom(boundsOfGeometry(geometry));
    case 'rotated-bounding-box': {
      const [topLeft, topRight, bottomRight, bottomLeft] = cornersOf(boundsOfGeometry(geometry));
      return rotatedFromCorners([topLeft, bottomLeft, bottomRight, topRight]);
    }
    case 'polygon':
      return only && zones.length === 1 ? polygonOf(only) : null;
    case 'segmentation':
      return { kind, zones };
    default:
      return null;
  }
}

function convertedLine(geometry: Geometry, kind: GeometryKind): Geometry | null {
  if (kind === 'polyline' && geometry.kind === 'spline') return { kind, points: flattened(bezierOf(geometry)) };
  if (kind !== 'spline' || geometry.kind !== 'polyline') return null;
  return { kind, points: geometry.points, closed: false, handles: geometry.points.map(() => null) };
}

/** Gives the selected objects a class of another kind, and their geometry in that kind; answers stay with them. */
export function convertSelection(editor: Editor, schemaId: string): boolean {
  const target = editor.schema.find(schemaId)?.schemaClass;
  if (!target) return editor.refuse('unknown-class', 'This class is not in the schema.');
  const shapes = selectedShapes(editor);
  const changed = shapes.flatMap(({ key, member, geometry }) => {
    const other = converted(geometry, target.tool as GeometryKind);
    return other ? replaced(editor, key, { ...withoutGeometry(member), ...definedFields(other), schemaId }) : [];
  });
  if (shapes.length === 0 || changed.length < shapes.length * 2) {
    return editor.refuse('wrong-kind', `These shapes cannot become a "${target.title}".`);
  }
  const isDone = editor.run(`Convert to ${target.title}`, changed);
  if (isDone) editor.select(shapes.map(({ key }) => key));
  return isDone;
}

/** Out and in again at the same place, since class and geometry have to change together. */
function replaced(editor: Editor, key: MemberKey, member: Member): Operation[] {
  const { next } = editor.store.neighbours('objects', key);
  return [
    { kind: 'remove', list: 'objects', key },
    { kind: 'add', list: 'objects', member, ...(next === undefined ? {} : { before: next }) },
  ];
}

function withoutGeometry(member: Member): Member {
  const fields = new Set(Object.values(fieldsOfKind).flat());
  return Object.fromEntries(Object.entries(member).filter(([field]) => !fields.has(field))) as unknown as Member;
}
