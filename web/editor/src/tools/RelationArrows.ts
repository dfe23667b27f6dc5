import { centreOf } from '../geometry/bounds';
import { keyOf, type Member, type MemberKey, type Point } from '../model/answer';
import type { ChangeSet } from '../model/changes';
import { endsOf } from '../model/ReferenceIndex';
import type { Arrow } from '../render/renderer';
import type { Editor } from './Editor';
import { UNKNOWN_COLOR } from './Scene';
import type { Sketch } from './Sketch';

/** With more relations than this only those of hovered and selected objects are shown. */
const CROWD = 30;

interface Drawn {
  readonly ends: readonly string[];
  readonly arrows: readonly Arrow[];
}

/** The relations of the page as arrows; a change costs what its objects have of them. */
export class RelationArrows {
  private readonly editor: Editor;
  private drawn = new Map<MemberKey, Drawn>();

  constructor(editor: Editor) {
    this.editor = editor;
    this.reload();
  }

  reload(): void {
    this.drawn = new Map();
    for (const member of this.editor.store.members('relations')) this.place(keyOf(member));
  }

  follow({ objects, relations }: ChangeSet): void {
    for (const key of relations.removed) this.drawn.delete(key);
    for (const key of [...relations.added, ...relations.changed]) this.place(key);
    for (const key of [...objects.added, ...objects.changed, ...objects.removed]) this.placeAllOf(idOf(key));
  }

  draw(sketch: Sketch): void {
    const { keys, hovered } = this.editor.selection;
    const shown = new Set([...keys, ...(hovered === null ? [] : [hovered])].map(idOf));
    for (const { ends, arrows } of this.drawn.values()) {
      if (this.drawn.size > CROWD && !ends.some((end) => shown.has(end))) continue;
      for (const arrow of arrows) sketch.arrow(arrow);
    }
  }

  private placeAllOf(objectId: string): void {
    for (const key of this.editor.store.references.relationsOf(objectId)) this.place(key);
  }

  private place(key: MemberKey): void {
    const member = this.editor.store.get('relations', key);
    const arrows = member && member.page === this.editor.page ? this.arrowsOf(member) : [];
    if (member && arrows.length > 0) this.drawn.set(key, { ends: endsOf(member), arrows });
    else this.drawn.delete(key);
  }

  private arrowsOf(member: Member): Arrow[] {
    const schemaClass = this.editor.schema.classOf('relations', member);
    const look = { color: schemaClass?.color ?? UNKNOWN_COLOR, label: schemaClass?.title ?? '' };
    const places = endsOf(member).map((id) => this.placeOf(id, 4));
    if (Array.isArray(member.group)) {
      const [first, ...others] = places.filter((place) => place !== null);
      return first ? others.map((to) => ({ from: first, to, ...look, both: true })) : [];
    }
    const [from, to] = places;
    if (!from || !to) return [];
    const isReverse = member.direction === 'reverse';
    const both = member.direction === 'bidirectional';
    return [{ from: isReverse ? to : from, to: isReverse ? from : to, both, ...look }];
  }

  /** The middle of an object, or of the relation that is an end itself. */
  private placeOf(id: string, depth: number): Point | null {
    const { store, scene, page } = this.editor;
    const key = keyOf(page === undefined ? { objectId: id } : { objectId: id, page });
    const bounds = scene.boundsOf(key);
    if (bounds) return centreOf(bounds);
    const relation = store.get('relations', key);
    const places = relation && depth > 0 ? endsOf(relation).map((end) => this.placeOf(end, depth - 1)) : [];
    const found = places.filter((place) => place !== null);
    return found.length > 0 ? mean(found) : null;
  }
}

const mean = (points: readonly Point[]): Point => [
  points.reduce((sum, [x]) => sum + x, 0) / points.length,
  points.reduce((sum, [, y]) => sum + y, 0) / points.length,
];

/** The id in a key. */
const idOf = (key: MemberKey): string => key.replace(/@\d+$/, '');
