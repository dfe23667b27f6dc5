import type { TileAddress } from '../changes';
import type { DocumentStore } from '../DocumentStore';
import { newBatchId } from '../ids';
import type { PaintOperation } from '../operations';

/** A tile of a mask as the server tells it: each with a palette of its own. */
export interface StoredTile {
  readonly x: number;
  readonly y: number;
  /** Class of each label: label n is of class `palette[n - 1]`. */
  readonly palette: readonly string[];
  /** As `encodeRuns` writes them. */
  readonly runs: string;
}

/** Puts the stored mask of a page into the document; answers the tiles that could be read. */
export function openMask(store: DocumentStore, page: number | undefined, tiles: readonly StoredTile[]): TileAddress[] {
  const opened: TileAddress[] = [];
  store.applyRemote({ id: newBatchId(), at: 0, label: 'Open the mask', origin: 'restore' }, () => {
    for (const { palette, x, y, runs } of tiles) {
      const place = page === undefined ? {} : { page };
      const operation: PaintOperation = { kind: 'paint', ...place, palette, tiles: [{ x, y, runs }] };
      const result = store.apply({ id: '', at: 0, label: '', origin: 'restore', operations: [operation] });
      if (!('refused' in result)) {
        opened.push({ ...place, x, y });
      }
    }
  });
  return opened;
}
