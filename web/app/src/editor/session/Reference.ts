import type { PictureSource } from '@limn/editor/media/pictureSource';
import { overlaysOf } from '../../tasks/media';
import { type Blend, BlendedPicture } from '../picture/BlendedPicture';
import { loadImage } from '../picture/loadPicture';
import { Cell } from '../state/Cell';
import type { Pages } from './Pages';

/** A reference picture as somebody looks at it. */
export interface ReferenceLayer {
  readonly url: string;
  readonly title: string;
  readonly isVisible: boolean;
  /** 0 to 1. */
  readonly opacity: number;
  readonly blend: Blend;
}

/** The reference pictures over the page that is shown: laid over it, or not while a key is held. */
export class Reference {
  readonly layers: Cell<readonly ReferenceLayer[]>;
  /** What is drawn below the objects: the page, with its reference pictures. */
  readonly backdrop: Cell<PictureSource>;
  private readonly pages: Pages;
  private readonly notify: (text: string) => void;
  private readonly images = new Map<string, HTMLImageElement | 'loading' | 'failed'>();
  private readonly closing = new AbortController();
  private readonly stop: () => void;
  private isBlinked = false;
  private blended: BlendedPicture | null = null;

  constructor(pages: Pages, overlay: unknown, notify: (text: string) => void) {
    this.pages = pages;
    this.notify = notify;
    this.layers = new Cell(layersOf(overlay, pages.shown.value.page));
    this.backdrop = new Cell(pages.shown.value.picture.source);
    this.stop = pages.shown.subscribe(() => {
      this.layers.set(layersOf(overlay, pages.shown.value.page));
      this.compose();
    });
    this.compose();
  }

  get isShown(): boolean {
    return this.layers.value.some(({ isVisible }) => isVisible);
  }

  change(url: string, change: Partial<ReferenceLayer>): void {
    this.layers.set(this.layers.value.map((layer) => (layer.url === url ? { ...layer, ...change } : layer)));
    this.compose();
  }

  /** Shows the page without them for as long as that is wanted. */
  blink(isHidden: boolean): void {
    this.isBlinked = isHidden;
    this.compose();
  }

  close(): void {
    this.closing.abort();
    this.stop();
    this.blended?.close();
  }

  private compose(): void {
    const { source } = this.pages.shown.value.picture;
    const visible = this.isBlinked ? [] : this.layers.value.filter(({ isVisible }) => isVisible);
    const layers = visible.flatMap(({ url, opacity, blend }) => {
      const image = this.image(url);
      return image ? { image, opacity, blend } : [];
    });
    const before = this.blended;
    this.blended = layers.length > 0 ? new BlendedPicture(source, layers) : null;
    this.backdrop.set(this.blended ?? source);
    before?.close();
  }

  private image(url: string): HTMLImageElement | null {
    const known = this.images.get(url);
    if (known === undefined) {
      this.images.set(url, 'loading');
      void this.load(url);
    }
    return known instanceof HTMLImageElement ? known : null;
  }

  private async load(url: string): Promise<void> {
    try {
      this.images.set(url, await loadImage(url, this.closing.signal));
      this.compose();
    } catch {
      if (!this.closing.signal.aborted) {
        this.images.set(url, 'failed');
        this.notify(`The reference picture at ${url} could not be loaded.`);
      }
    }
  }
}

function layersOf(overlay: unknown, page: number | undefined): readonly ReferenceLayer[] {
  return overlaysOf(overlay, page).map((one) => ({ ...one, blend: 'normal' }));
}
