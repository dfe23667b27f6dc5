import { MaskDraft, type Paint } from '../geometry/mask/MaskDraft';
import type { Span } from '../geometry/mask/spans';
import { tileSize } from '../model/brush/runs';
import type { TileAddress } from '../model/changes';
import type { Operation } from '../model/operations';
import type { MaskSource, TilePlace } from '../render/renderer';
import type { Editor } from './Editor';
import { UNKNOWN_COLOR } from './Scene';

/** Coding a tile takes about a third of a millisecond. */
const preparedAtOnce = 4;

/** The brush mask of the page that is shown, as the renderer takes it: what is stored, and the stroke on top of it. */
export class MaskView implements MaskSource {
  private readonly editor: Editor;
  private draft: MaskDraft | null = null;
  private touched = new Map<string, TilePlace>();
  /** Painted on, shown, and not yet made ready for being stored. */
  private unprepared = new Map<string, TilePlace>();

  constructor(editor: Editor) {
    this.editor = editor;
  }

  get width(): number {
    return this.editor.picture.width;
  }

  get height(): number {
    return this.editor.picture.height;
  }

  tile(x: number, y: number): Uint16Array | null {
    return (this.draft?.tile(x, y) ?? this.stored(x, y) ?? null) as Uint16Array | null;
  }

  color(label: number): readonly [number, number, number] {
    const schemaId = this.editor.store.masks.palette[label - 1];
    const color =
      (schemaId === undefined ? undefined : this.editor.schema.find(schemaId)?.schemaClass.color) ?? UNKNOWN_COLOR;
    const value = Number.parseInt(color.slice(1), 16);
    return [value >> 16, (value >> 8) & 0xff, value & 0xff];
  }

  /** A draft to be painted on; what was painted before and not stored is gone. */
  begin(): void {
    this.drop();
    this.draft = new MaskDraft(this.editor.picture, (x, y) => this.stored(x, y));
  }

  paint(spans: Iterable<Span>, paint: Paint): void {
    for (const { y, from, to } of spans) {
      this.draft?.paintRun(y, from, to, paint);
      this.touch(y, from, to);
    }
  }

  /** Tells the shell what has been painted since it was told last. */
  show(): void {
    if (this.touched.size === 0) return;
    const tiles = [...this.touched.values()];
    this.prepareLeft();
    for (const [key, tile] of this.touched) this.unprepared.set(key, tile);
    this.touched = new Map();
    this.editor.tell({ kind: 'mask', tiles });
  }

  /** Codes a few tiles that the stroke has left, so that letting go of a long one is as quick as of a short one. */
  private prepareLeft(): void {
    const { masks } = this.editor.store;
    const left = [...this.unprepared].filter(([key]) => !this.touched.has(key));
    for (const [key, { x, y }] of left.slice(0, preparedAtOnce)) {
      for (const labels of [this.draft?.tile(x, y), this.stored(x, y)]) if (labels) masks.prepare(labels);
      this.unprepared.delete(key);
    }
  }

  /** Stores the draft as one step, with other operations that belong to it; answers whether something was stored. */
  store(label: string, more: readonly Operation[] = []): boolean {
    const changed = this.draft?.changed() ?? [];
    const { page, store } = this.editor;
    const painted = changed.length > 0 ? [store.masks.paintOperation(page, changed)] : [];
    this.forget();
    const isStored = this.editor.run(label, [...painted, ...more]);
    if (!isStored) this.tellChanged(changed);
    return isStored;
  }

  /** Gives up the draft. */
  drop(): void {
    const changed = this.draft?.changed() ?? [];
    this.forget();
    this.tellChanged(changed);
  }

  /** The store's mask changed. */
  follow(tiles: readonly TileAddress[]): void {
    this.tellChanged(tiles.filter(({ page }) => page === this.editor.page));
  }

  /** The tiles of the page that have something in them. */
  storedTiles(): TileAddress[] {
    return this.editor.store.masks.tiles(this.editor.page);
  }

  stored(x: number, y: number): Readonly<Uint16Array> | undefined {
    const { page } = this.editor;
    return this.editor.store.masks.tile(page === undefined ? { x, y } : { page, x, y });
  }

  private forget(): void {
    this.draft = null;
    this.touched = new Map();
    this.unprepared = new Map();
  }

  private tellChanged(changed: readonly TilePlace[]): void {
    const tiles = changed.map(({ x, y }): TilePlace => ({ x, y }));
    if (tiles.length > 0) this.editor.tell({ kind: 'mask', tiles });
  }

  private touch(y: number, from: number, to: number): void {
    const row = Math.floor(y / tileSize);
    const last = Math.floor((Math.min(to, this.width) - 1) / tileSize);
    for (let column = Math.floor(Math.max(0, from) / tileSize); column <= last; column++) {
      const key = `${column},${row}`;
      if (row < 0 || y >= this.height || this.touched.has(key)) continue;
      this.touched.set(key, { x: column, y: row });
      const labels = this.draft?.tile(column, row);
      if (labels) this.editor.store.masks.change(labels);
    }
  }
}
