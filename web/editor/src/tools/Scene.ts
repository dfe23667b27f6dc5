import { type Bounds, overlap } from '../geometry/bounds';
import type { Geometry } from '../geometry/geometry';
import { boundsOfGeometry } from '../geometry/measure';
import { dotsOf, pathsOf } from '../geometry/path';
import { readGeometry } from '../geometry/readGeometry';
import { SpatialIndex } from '../geometry/spatialIndex';
import { keyOf, type Member, type MemberKey } from '../model/answer';
import type { ChangeSet } from '../model/changes';
import type { DocumentStore } from '../model/DocumentStore';
import type { SchemaClass } from '../model/schema/schemaTypes';
import { type Verdict, verdictOf } from '../model/verdict';
import type { DrawnShape, SceneChange } from '../render/renderer';

/** The colour of objects whose class is not known. */
export const UNKNOWN_COLOR = '#8a8f98';

const verdictMarks: Readonly<Record<Verdict, { readonly text: string; readonly color: string }>> = {
  accepted: { text: '✓', color: '#2b8a3e' },
  rejected: { text: '✗', color: '#c92a2a' },
  fixed: { text: '✎', color: '#1864ab' },
};

type ClassOf = (member: Member) => SchemaClass | undefined;

/**
 * The objects of the page that is shown, as shapes: their geometry, where they are, how they are drawn. It follows the
 * store's change sets, so that a change costs the same however many objects there are.
 */
export class Scene {
  private readonly store: DocumentStore;
  private readonly classOf: ClassOf;
  private readonly index = new SpatialIndex<MemberKey>();
  private readonly geometries = new WeakMap<Member, Geometry | null>();
  private readonly listeners = new Set<(change: SceneChange) => void>();
  private shownPage: number | undefined;

  constructor(store: DocumentStore, classOf: ClassOf, page: number | undefined) {
    this.store = store;
    this.classOf = classOf;
    this.shownPage = page;
    this.load();
  }

  get page(): number | undefined {
    return this.shownPage;
  }

  /** Shows another page; answers the change of what is drawn. */
  showPage(page: number | undefined): void {
    const removed = this.drawn().map(({ key }) => key);
    this.shownPage = page;
    this.load();
    this.tell({ put: this.drawn(), removed });
  }

  /** The geometry of an object; null where it has none or is not there. */
  geometryOf(key: MemberKey): Geometry | null {
    const member = this.store.get('objects', key);
    return member ? this.read(member) : null;
  }

  boundsOf(key: MemberKey): Bounds | undefined {
    return this.index.boundsOf(key);
  }

  /** Keys of the objects whose bounds touch the given ones. */
  search(bounds: Bounds): MemberKey[] {
    return this.index.search(bounds);
  }

  /** Objects that overlap the bounds, with their geometry. */
  near(bounds: Bounds): { key: MemberKey; geometry: Geometry; z: number }[] {
    return this.search(bounds).flatMap((key) => {
      const geometry = this.geometryOf(key);
      return geometry && overlap(boundsOfGeometry(geometry), bounds)
        ? [{ key, geometry, z: this.store.orderOf('objects', key) }]
        : [];
    });
  }

  /** Every object of the page as the renderer draws it. */
  drawn(): DrawnShape[] {
    return this.store.members('objects').flatMap((member) => this.drawnOf(member) ?? []);
  }

  /** Calls a listener with what the renderer has to draw anew. */
  subscribe(listener: (change: SceneChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Takes over a change of the store. */
  follow({ objects }: ChangeSet): void {
    const touched = [...objects.added, ...objects.changed];
    for (const key of objects.removed) this.index.remove(key);
    for (const key of touched) this.place(key);
    const changed = objects.renumbered ? this.drawn() : this.shapesOf([...touched, ...objects.moved]);
    const gone = touched.filter((key) => this.index.boundsOf(key) === undefined);
    if (changed.length > 0 || gone.length > 0 || objects.removed.length > 0) {
      this.tell({ put: changed, removed: [...objects.removed, ...gone] });
    }
  }

  /** Colours or titles of classes changed. */
  redraw(): void {
    this.tell({ put: this.drawn(), removed: [] });
  }

  private shapesOf(keys: readonly MemberKey[]): DrawnShape[] {
    return keys.flatMap((key) => {
      const member = this.store.get('objects', key);
      return (member && this.drawnOf(member)) ?? [];
    });
  }

  private load(): void {
    const shown = this.store.members('objects').flatMap((member): [MemberKey, Bounds][] => {
      const geometry = member.page === this.shownPage ? this.read(member) : null;
      return geometry ? [[keyOf(member), boundsOfGeometry(geometry)]] : [];
    });
    this.index.load(shown);
  }

  private place(key: MemberKey): void {
    const member = this.store.get('objects', key);
    const geometry = member && member.page === this.shownPage ? this.read(member) : null;
    if (geometry) this.index.put(key, boundsOfGeometry(geometry));
    else this.index.remove(key);
  }

  private read(member: Member): Geometry | null {
    let geometry = this.geometries.get(member);
    if (geometry === undefined) {
      geometry = readGeometry(member);
      this.geometries.set(member, geometry);
    }
    return geometry;
  }

  /** An object as the renderer draws it, stored or not; null where it is not on the page. */
  drawnOf(member: Member): DrawnShape | null {
    const geometry = member.page === this.shownPage ? this.read(member) : null;
    if (!geometry) return null;
    const schemaClass = this.classOf(member);
    const key = keyOf(member);
    const verdict = verdictOf(member);
    const mark = verdict && verdictMarks[verdict];
    const title = schemaClass?.title ?? String(member.title ?? 'Unknown');
    return {
      key,
      paths: pathsOf(geometry),
      points: dotsOf(geometry),
      color: schemaClass?.color ?? UNKNOWN_COLOR,
      fill: geometry.kind === 'bounding-box' ? 0 : 0.15,
      dashed: schemaClass === undefined || schemaClass.dashed === true || verdict === 'rejected',
      label: mark ? `${mark.text} ${title}` : title,
      ...(mark ? { mark } : {}),
      z: this.store.orderOf('objects', key),
    };
  }

  private tell(change: SceneChange): void {
    for (const listener of [...this.listeners]) listener(change);
  }
}
