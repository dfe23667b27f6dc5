import { intersected, subtracted } from '../geometry/boolean';
import { boundsOf } from '../geometry/bounds';
import type { Geometry, Zone } from '../geometry/geometry';
import { type Limits, normalised } from '../geometry/normalise';
import { zonesOf } from '../geometry/path';
import { definedFields, fieldsOfKind, wireFields } from '../geometry/writeGeometry';
import { type Json, keyOf, type Member, type MemberKey } from '../model/answer';
import { newObjectId } from '../model/ids';
import { isEqual } from '../model/isEqual';
import type { Operation } from '../model/operations';
import type { SchemaClass } from '../model/schema/schemaTypes';
import type { Editor } from './Editor';

/** An object and its new geometry; null to delete it. */
export type Reshaped = readonly [MemberKey, Geometry | null];

/** Turns finished gestures into batches: what is drawn is put in its normal form, cut by its neighbours, and stored. */
export class Drawing {
  private readonly editor: Editor;
  private keepsTool = false;

  constructor(editor: Editor) {
    this.editor = editor;
  }

  /**
   * Stores a new object of the chosen class and selects it; several where its neighbours cut a polygon in parts. Other
   * objects may change their shape in the same step.
   */
  create(geometry: Geometry, others: readonly Reshaped[] = []): MemberKey[] {
    const { editor } = this;
    const { schemaClass } = editor;
    if (!schemaClass) {
      editor.refuse('no-class', 'Choose a class first.');
      return [];
    }
    const pieces = this.clipped(geometry, schemaClass).flatMap((piece) => this.normal(piece, schemaClass) ?? []);
    const members = pieces.map((piece) => this.memberOf(piece, schemaClass.schemaId));
    if (members.length === 0) {
      editor.refuse('too-small', `Nothing is left of this "${schemaClass.title}", or it is too small.`);
      return [];
    }
    const added = members.map((member): Operation => ({ kind: 'add', list: 'objects', member }));
    if (!this.reshape(`Draw ${schemaClass.title}`, others, added)) return [];
    const keys = members.map(keyOf);
    editor.select(keys);
    editor.tell({ kind: 'created', keys });
    return keys;
  }

  /** After an object was drawn: back to the select tool, unless the tool is to be kept. */
  release(): void {
    if (!this.keepsTool && !this.editor.options.fastToolSelection) this.editor.useTool('select');
  }

  /** Does something after which the tool is kept. */
  keepingTool<T>(work: () => T): T {
    this.keepsTool = true;
    try {
      return work();
    } finally {
      this.keepsTool = false;
    }
  }

  /** Gives objects other geometries, in one step; null deletes one. Those that are gone meanwhile are left out. */
  reshape(label: string, changes: Iterable<Reshaped>, more: readonly Operation[] = [], gesture?: string): boolean {
    const operations: Operation[] = [];
    for (const [key, geometry] of changes) {
      const member = this.editor.store.get('objects', key);
      if (!member) continue;
      const changed = geometry === null ? this.removal(key) : this.changesOf(member, geometry);
      if (!changed) {
        this.editor.refuse('too-small', 'Nothing would be left of the shape.');
        return false;
      }
      operations.push(...changed);
    }
    return this.editor.run(label, [...operations, ...more], gesture);
  }

  /** A new member with a geometry, like another one where given: its class and answers. */
  memberOf(geometry: Geometry, schemaId: string, like?: Member): Member {
    const { page } = this.editor;
    return {
      ...definedFields(geometry),
      objectId: newObjectId(),
      schemaId,
      ...(page === undefined ? {} : { page }),
      classifications: like?.classifications ?? [],
    };
  }

  /** The geometry as it may be stored, or null. */
  normal(geometry: Geometry, schemaClass: SchemaClass | undefined): Geometry | null {
    return normalised(geometry, this.limitsOf(schemaClass));
  }

  removal(key: MemberKey): Operation[] {
    return [{ kind: 'remove', list: 'objects', key }];
  }

  private changesOf(member: Member, geometry: Geometry): Operation[] | null {
    const schemaClass = this.editor.schema.classOf('objects', member);
    const normal = normalised(geometry, { picture: this.limitsOf(schemaClass).picture });
    if (!normal) return null;
    const fields = wireFields(normal);
    const old = Object.values(fieldsOfKind)
      .flat()
      .filter((field) => member[field] !== undefined && !(field in fields));
    const changed = Object.entries(fields).filter(([field, value]) => !isEqual(member[field], value));
    const key = keyOf(member);
    return [
      ...old.map((field): Operation => ({ kind: 'set', list: 'objects', key, field })),
      ...changed.map(([field, value]): Operation => ({ kind: 'set', list: 'objects', key, field, ...written(value) })),
    ];
  }

  private limitsOf(schemaClass: SchemaClass | undefined): Limits {
    const picture = schemaClass?.allowOutside === true ? null : this.editor.pictureBounds;
    const { minWidth = 0, minHeight = 0, minArea = 0 } = schemaClass ?? {};
    return { picture, leastSize: Math.min(minWidth, minHeight), leastArea: minArea };
  }

  /** The parts that neighbours of the classes that must not be overlapped leave over. */
  private clipped(geometry: Geometry, { noOverlapWith = [] }: SchemaClass): Geometry[] {
    if (geometry.kind !== 'polygon' || noOverlapWith.length === 0) return [geometry];
    const { scene, store } = this.editor;
    const neighbours = scene
      .near(boundsOf(geometry.ring))
      .filter(({ key }) => noOverlapWith.includes(store.get('objects', key)?.schemaId ?? ''))
      .map((neighbour) => zonesOf(neighbour.geometry))
      .filter((area) => area.length > 0);
    if (neighbours.length === 0) return [geometry];
    const area = intersected(zonesOf(geometry), [this.frame()]);
    return subtracted(area, ...neighbours).map(polygonOf);
  }

  /** The whole picture as a zone. */
  frame(): Zone {
    const { width, height } = this.editor.picture;
    return {
      region: [
        [0, 0],
        [width, 0],
        [width, height],
        [0, height],
      ],
      holes: [],
    };
  }
}

export const polygonOf = ({ region, holes }: Zone): Geometry => ({ kind: 'polygon', ring: region, holes });

const written = (value: Json | undefined): { value?: Json } => (value === undefined ? {} : { value });
