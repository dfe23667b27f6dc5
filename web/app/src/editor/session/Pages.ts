import type { StoredTile } from '@limn/editor';
import type { OpenPicture } from '../picture/loadPicture';
import { Cell } from '../state/Cell';

/** The page that is open. Assets of one picture have no page numbers. */
export interface ShownPage {
  readonly page: number | undefined;
  readonly picture: OpenPicture;
}

/** Where pages come from and where they go. */
export interface PagePorts {
  load(address: string, signal: AbortSignal): Promise<OpenPicture>;
  /** Loads a picture that will be wanted soon. */
  prefetch(address: string): void;
  readMask(page: number, signal: AbortSignal): Promise<readonly StoredTile[]>;
  /** Puts the mask of a page into the document; called once for each page. */
  openMask(page: number, tiles: readonly StoredTile[]): void;
}

// How many of the following pages are loaded ahead.
const ahead = 2;

/** The pages of an asset: one is open, the following ones are loaded ahead. */
export class Pages {
  readonly shown: Cell<ShownPage>;
  /** The page that is on its way. */
  readonly coming = new Cell<number | null>(null);
  readonly addresses: readonly string[];
  private readonly ports: PagePorts;
  private readonly opened = new Set<number>();
  private loading = new AbortController();

  constructor(addresses: readonly string[], first: ShownPage, ports: PagePorts) {
    this.addresses = addresses;
    this.shown = new Cell(first);
    this.ports = ports;
    if (first.page !== undefined) {
      this.opened.add(first.page);
      this.loadAhead(first.page);
    }
  }

  get count(): number {
    return Math.max(1, this.addresses.length);
  }

  /** Opens a page and answers whether it is open then: the last call wins. Rejects when the page cannot be loaded; the present one stays. */
  async show(page: number): Promise<boolean> {
    this.loading.abort();
    const address = this.addresses[page];
    if (address === undefined || page === this.shown.value.page) {
      this.coming.set(null);
      return page === this.shown.value.page;
    }
    const loading = new AbortController();
    this.loading = loading;
    this.coming.set(page);
    try {
      return await this.open(page, address, loading.signal);
    } catch (error) {
      if (loading.signal.aborted) {
        return false;
      }
      throw error;
    } finally {
      if (this.loading === loading) {
        this.coming.set(null);
      }
    }
  }

  close(): void {
    this.loading.abort();
    this.shown.value.picture.close();
  }

  private async open(page: number, address: string, signal: AbortSignal): Promise<boolean> {
    const picture = await this.ports.load(address, signal);
    try {
      await this.openMask(page, signal);
      signal.throwIfAborted();
    } catch (error) {
      picture.close();
      throw error;
    }
    const before = this.shown.value.picture;
    this.shown.set({ page, picture });
    before.close();
    this.loadAhead(page);
    return true;
  }

  private async openMask(page: number, signal: AbortSignal): Promise<void> {
    if (this.opened.has(page)) {
      return;
    }
    const tiles = await this.ports.readMask(page, signal);
    signal.throwIfAborted();
    this.opened.add(page);
    this.ports.openMask(page, tiles);
  }

  private loadAhead(page: number): void {
    for (const address of this.addresses.slice(page + 1, page + 1 + ahead)) {
      this.ports.prefetch(address);
    }
  }
}
