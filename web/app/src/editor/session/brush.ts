import type { DocumentStore, PaintOperation } from '@limn/editor';
import { newBatchId } from '@limn/editor';
import { readApiError } from '../../api/ApiError';
import { csrfHeaders } from '../../api/client';

interface BrushReply {
  readonly data: {
    readonly brush: {
      readonly revision: number;
      readonly tiles: readonly { x: number; y: number; palette: readonly string[]; runs: string }[];
    };
  };
}

/** The operations that paint the stored mask of a page. */
export async function readBrush(
  taskId: string,
  page: number | undefined,
  signal: AbortSignal,
): Promise<PaintOperation[]> {
  const query = page === undefined ? '' : `?page=${page}`;
  const answer = await fetch(`/v2/task/${taskId}/brush${query}`, { headers: csrfHeaders(), signal });
  if (!answer.ok) {
    throw await readApiError(answer);
  }
  const { tiles } = ((await answer.json()) as BrushReply).data.brush;
  return tiles.map(({ x, y, palette, runs }) => ({
    kind: 'paint',
    ...(page === undefined ? {} : { page }),
    palette,
    tiles: [{ x, y, runs }],
  }));
}

/** Puts a stored mask into a document that was just read; it is no change of anybody's. */
export function paintStored(store: DocumentStore, operations: readonly PaintOperation[]): void {
  if (operations.length > 0) {
    const batch = { id: newBatchId(), at: Date.now(), label: 'Stored mask', origin: 'restore' as const };
    store.applyRemote(batch, () => void store.apply({ ...batch, operations }));
  }
}
