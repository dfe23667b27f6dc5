import type { Member, MemberList } from '../answer';
import type { TileAddress } from '../changes';
import type { DocumentStore } from '../DocumentStore';

/** A painted tile as it was. */
export interface SnapshotTile {
  readonly address: TileAddress;
  readonly labels: Readonly<Uint16Array>;
}

/** A document as it was at a moment; members and tiles never change, so it costs only the lists of them. */
export interface Snapshot extends Readonly<Record<MemberList, readonly Member[]>> {
  readonly tiles: readonly SnapshotTile[];
}

/** The document as it is now. */
export function snapshotOf(store: DocumentStore): Snapshot {
  const addresses = store.masks.pagesPainted().flatMap((page) => store.masks.tiles(page));
  return {
    objects: store.members('objects'),
    classifications: store.members('classifications'),
    relations: store.members('relations'),
    tiles: snapshotTiles(store, addresses),
  };
}

/** Some tiles as they are now. */
export function snapshotTiles({ masks }: DocumentStore, addresses: readonly TileAddress[]): SnapshotTile[] {
  return addresses.flatMap((address) => {
    const labels = masks.tile(address);
    return labels ? { address, labels } : [];
  });
}
