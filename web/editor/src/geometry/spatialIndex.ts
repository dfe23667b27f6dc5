import Flatbush from 'flatbush';
import RBush from 'rbush';
import type { Bounds } from './bounds';

interface Entry<K> extends Bounds {
  readonly key: K;
}

/**
 * What is where. Loaded shapes are in a packed index that never changes; what was put since is in a tree of its own,
 * so one change costs the same however many shapes there are.
 */
export class SpatialIndex<K> {
  private packed: Flatbush | null = null;
  private loaded: readonly Entry<K>[] = [];
  private readonly places = new Map<K, number>();
  private readonly changed = new Map<K, Entry<K>>();
  private readonly tree = new RBush<Entry<K>>();

  get size(): number {
    return this.places.size + this.changed.size;
  }

  /** Replaces everything. */
  load(entries: Iterable<readonly [K, Bounds]>): void {
    this.loaded = Array.from(entries, ([key, bounds]) => entryOf(key, bounds));
    this.places.clear();
    this.changed.clear();
    this.tree.clear();
    this.packed = this.loaded.length > 0 ? new Flatbush(this.loaded.length) : null;
    this.loaded.forEach((entry, place) => {
      this.places.set(entry.key, place);
      this.packed?.add(entry.minX, entry.minY, entry.maxX, entry.maxY);
    });
    this.packed?.finish();
  }

  put(key: K, bounds: Bounds): void {
    this.remove(key);
    const entry = entryOf(key, bounds);
    this.changed.set(key, entry);
    this.tree.insert(entry);
  }

  remove(key: K): void {
    this.places.delete(key);
    const entry = this.changed.get(key);
    if (!entry) return;
    this.tree.remove(entry);
    this.changed.delete(key);
  }

  boundsOf(key: K): Bounds | undefined {
    const place = this.places.get(key);
    return place === undefined ? this.changed.get(key) : this.loaded[place];
  }

  /** Keys of everything whose bounds touch the given ones, in no order. */
  search(bounds: Bounds): K[] {
    const found = this.tree.search(bounds).map(({ key }) => key);
    const { minX, minY, maxX, maxY } = bounds;
    for (const place of this.packed?.search(minX, minY, maxX, maxY) ?? []) {
      const entry = this.loaded[place];
      if (entry && this.places.get(entry.key) === place) found.push(entry.key);
    }
    return found;
  }
}

const entryOf = <K>(key: K, { minX, minY, maxX, maxY }: Bounds): Entry<K> => ({ key, minX, minY, maxX, maxY });
