import type { TileAddress } from '../changes';
import type { PaintedTile, PaintOperation } from '../operations';
import { decodeRuns, encodeRuns, tilePixels } from './runs';

const lastTile = 0xffff;

const unpainted = new Uint16Array(tilePixels);

/** The brush masks of a task, one per page: labels in tiles, of which only the painted ones exist. */
export class BrushMasks {
  private readonly labels = new Map<string, number>();
  private readonly schemaIds: string[] = [];
  private hasPages = false;
  // Tiles are never changed in place, so what one holds is looked up once.
  private readonly known = new WeakMap<Readonly<Uint16Array>, ReadonlySet<number>>();
  // Likewise its coding, in terms of this document's labels, and what a tile of an operation made here decodes to.
  private readonly coded = new WeakMap<Readonly<Uint16Array>, string>();
  private readonly made = new WeakMap<PaintedTile, Uint16Array>();
  private readonly pages = new Map<number, Map<string, Uint16Array>>();

  /** Class of each label: label n is of class `palette[n - 1]`. Labels never change their class. */
  get palette(): readonly string[] {
    return this.schemaIds;
  }

  /** The label of a class in the tiles of this document. */
  labelOf(schemaId: string): number {
    let label = this.labels.get(schemaId);
    if (label === undefined) {
      this.schemaIds.push(schemaId);
      label = this.schemaIds.length;
      this.labels.set(schemaId, label);
    }
    return label;
  }

  /** The labels of a tile in row order, not to be changed; undefined where nothing is painted. */
  tile({ page, x, y }: TileAddress): Readonly<Uint16Array> | undefined {
    return this.pages.get(page ?? 0)?.get(`${x},${y}`);
  }

  /** The painted tiles of a page. */
  tiles(page?: number): TileAddress[] {
    return [...(this.pages.get(page ?? 0)?.keys() ?? [])].map((key) => {
      const [x = 0, y = 0] = key.split(',').map(Number);
      return page === undefined ? { x, y } : { page, x, y };
    });
  }

  /** The pages on which something is painted; undefined stands for the only one. */
  pagesPainted(): (number | undefined)[] {
    const painted = [...this.pages].filter(([, tiles]) => tiles.size > 0);
    return painted.map(([page]) => (this.hasPages ? page : undefined));
  }

  /** The classes that are painted somewhere. */
  classes(): Set<string> {
    const labels = new Set<number>();
    for (const tiles of this.pages.values()) {
      for (const tile of tiles.values()) {
        for (const label of this.labelsOf(tile)) {
          labels.add(label);
        }
      }
    }
    return new Set([...labels].flatMap((label) => this.palette[label - 1] ?? []));
  }

  /** Reckons now what an operation with these labels will need; `change` tells that they were changed after all. */
  prepare(labels: Readonly<Uint16Array>): void {
    this.runsOf(labels);
  }

  change(labels: Readonly<Uint16Array>): void {
    this.coded.delete(labels);
  }

  /** An operation that gives tiles a content in terms of this document's labels, which are not to be changed from then on. */
  paintOperation(
    page: number | undefined,
    tiles: Iterable<{ x: number; y: number; labels: Uint16Array }>,
  ): PaintOperation {
    const painted = [...tiles].map(({ x, y, labels }) => {
      const tile: PaintedTile = { x, y, runs: this.runsOf(labels) };
      this.made.set(tile, labels);
      return tile;
    });
    return { kind: 'paint', ...(page === undefined ? {} : { page }), palette: [...this.schemaIds], tiles: painted };
  }

  /** Applies a paint operation; answers its inverse, or undefined if it cannot be read. */
  paint(operation: PaintOperation): PaintOperation | undefined {
    const decoded = this.decode(operation);
    if (!decoded) {
      return undefined;
    }
    const before = decoded.map(({ x, y }) => ({ x, y, labels: this.labelsAt({ page: operation.page, x, y }) }));
    for (const { x, y, labels } of decoded) {
      this.write({ page: operation.page, x, y }, labels);
    }
    return this.paintOperation(operation.page, before);
  }

  /** The tiles of a paint operation in terms of this document's labels. */
  decode(operation: PaintOperation): { x: number; y: number; labels: Uint16Array }[] | undefined {
    const meanings = [0, ...operation.palette.map((schemaId) => this.labelOf(schemaId))];
    const isOwn = meanings.every((label, written) => label === written);
    const decoded = operation.tiles.map((tile) => {
      const labels = this.made.get(tile) ?? decodeTile(tile, meanings);
      if (labels && isOwn) {
        this.coded.set(labels, tile.runs);
      }
      return labels && { x: tile.x, y: tile.y, labels };
    });
    return decoded.every((tile) => tile !== undefined) ? decoded : undefined;
  }

  private runsOf(labels: Readonly<Uint16Array>): string {
    const runs = this.coded.get(labels) ?? encodeRuns(labels);
    this.coded.set(labels, runs);
    return runs;
  }

  private labelsOf(tile: Uint16Array): ReadonlySet<number> {
    let labels = this.known.get(tile);
    if (!labels) {
      labels = differentLabels(tile);
      this.known.set(tile, labels);
    }
    return labels;
  }

  private labelsAt(address: TileAddress): Uint16Array {
    return (this.tile(address) as Uint16Array | undefined) ?? unpainted;
  }

  private write({ page: named, x, y }: TileAddress, labels: Uint16Array): void {
    const page = named ?? 0;
    this.hasPages ||= named !== undefined;
    let tiles = this.pages.get(page);
    if (!tiles) {
      tiles = new Map();
      this.pages.set(page, tiles);
    }
    if (!isBlank(labels)) {
      tiles.set(`${x},${y}`, labels);
    } else {
      tiles.delete(`${x},${y}`);
    }
  }
}

function decodeTile({ x, y, runs }: PaintedTile, meanings: readonly number[]): Uint16Array | undefined {
  return isPlace(x) && isPlace(y) ? decodeRuns(runs, meanings) : undefined;
}

// Plain loops: methods with a function take ten times as long for the 65,536 labels of a tile.
function isBlank(labels: Uint16Array): boolean {
  for (let pixel = 0; pixel < labels.length; pixel++) {
    if (labels[pixel] !== 0) {
      return false;
    }
  }
  return true;
}

function differentLabels(labels: Uint16Array): Set<number> {
  const different = new Set<number>();
  let last = -1;
  for (let pixel = 0; pixel < labels.length; pixel++) {
    const label = labels[pixel] ?? 0;
    if (label !== last) {
      different.add(label);
    }
    last = label;
  }
  return different;
}

function isPlace(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= lastTile;
}
