import type { Decoder } from './decoder';
import { errorOfFailedRequest, errorOfStatus, PictureError } from './pictureError';
import { TileCache } from './tileCache';
import { TiledPicture } from './tiledPicture';

const megabyte = 1024 * 1024;
/** Of small pictures, the budget would keep thousands, and each costs more than its pixels. */
const mostKept = 32;

export interface PicturesOptions {
  readonly decoder: Decoder;
  /** The editor knows no network: the app hands it this. */
  readonly fetch: (url: string, signal: AbortSignal) => Promise<Response>;
  /** A fresh link for one that the storage refuses; asked once per loading. */
  readonly renewLink?: (url: string, signal: AbortSignal) => Promise<string>;
  /** Address of the page, to tell another site's refusal from a lost network. */
  readonly page: string;
  /** For pictures that are not shown and for tiles; 256 MiB unless told. */
  readonly budget?: number;
}

interface Entry {
  readonly loading: Promise<TiledPicture>;
  readonly abort: AbortController;
  picture: TiledPicture | null;
  users: number;
}

/** Fetches and decodes pictures and keeps the latest, so that going back or on to the next task shows them at once. */
export class Pictures {
  private readonly entries = new Map<string, Entry>();
  private readonly options: PicturesOptions;
  private readonly budget: number;
  private readonly tiles: TileCache;

  constructor(options: PicturesOptions) {
    this.options = options;
    this.budget = options.budget ?? 256 * megabyte;
    // A picture of 8K fills the budget by itself; a screen of tiles must fit nevertheless.
    this.tiles = new TileCache(() => Math.max(this.budget / 2, this.budget - this.decodedBytes()));
  }

  /** Resolves when the picture can be drawn, if coarsely; rejects with a `PictureError`, or as the signal says. Release it after use. */
  async load(url: string, signal: AbortSignal): Promise<TiledPicture> {
    signal.throwIfAborted();
    const entry = this.entry(url);
    entry.users++;
    try {
      return await unlessAborted(entry.loading, signal);
    } catch (error) {
      this.leave(url, entry);
      throw error;
    }
  }

  /** Lets go of a loaded picture; it stays while the budget allows. */
  release(url: string): void {
    const entry = this.entries.get(url);
    if (!entry) return;
    entry.users = Math.max(0, entry.users - 1);
    this.shed();
  }

  /** Loads a picture that will be wanted soon; a failure is left for `load` to tell. */
  prefetch(url: string): void {
    this.entry(url).loading.catch(() => undefined);
  }

  destroy(): void {
    for (const url of [...this.entries.keys()]) this.forget(url);
    this.options.decoder.destroy();
  }

  private entry(url: string): Entry {
    const known = this.entries.get(url);
    if (known) {
      this.entries.delete(url);
      this.entries.set(url, known);
      return known;
    }
    const abort = new AbortController();
    const entry: Entry = { loading: this.open(url, abort.signal), abort, picture: null, users: 0 };
    this.entries.set(url, entry);
    entry.loading.then(
      (picture) => {
        entry.picture = picture;
        this.shed();
      },
      () => this.entries.delete(url),
    );
    return entry;
  }

  private async open(url: string, signal: AbortSignal): Promise<TiledPicture> {
    const file = await this.fetchFile(url, signal);
    const decoded = await this.options.decoder.open(file);
    const picture = new TiledPicture(decoded, this.options.decoder, this.tiles);
    if (signal.aborted) picture.close();
    signal.throwIfAborted();
    await picture.prepare();
    return picture;
  }

  private async fetchFile(url: string, signal: AbortSignal): Promise<Blob> {
    const response = await this.ask(url, signal);
    if (response.ok) return await response.blob();
    const error = errorOfStatus(response.status);
    if (error.code !== 'E-AUTH' || !this.options.renewLink) throw error;
    const again = await this.ask(await this.options.renewLink(url, signal), signal);
    if (!again.ok) throw errorOfStatus(again.status);
    return await again.blob();
  }

  private async ask(url: string, signal: AbortSignal): Promise<Response> {
    try {
      return await this.options.fetch(url, signal);
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof PictureError ? error : errorOfFailedRequest(url, this.options.page, error);
    }
  }

  /** A loading that nobody waits for any more is given up. */
  private leave(url: string, entry: Entry): void {
    entry.users--;
    if (entry.users === 0 && entry.picture === null) this.forget(url);
  }

  private shed(): void {
    for (const [url, { users, picture }] of this.entries) {
      if (this.entries.size <= mostKept && this.decodedBytes() <= this.budget) return;
      if (users === 0 && picture) this.forget(url);
    }
  }

  private forget(url: string): void {
    const entry = this.entries.get(url);
    this.entries.delete(url);
    entry?.abort.abort();
    entry?.picture?.close();
  }

  private decodedBytes(): number {
    let bytes = 0;
    for (const { picture } of this.entries.values()) bytes += picture?.bytes ?? 0;
    return bytes;
  }
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
