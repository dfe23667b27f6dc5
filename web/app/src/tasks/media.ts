/** What a browser can show as a picture; other media get their own viewers. */
const other = /\.(mp4|mov|webm|avi|mkv|mp3|wav|ogg|flac|m4a|pdf|txt|md|html?|json|csv|dcm|nrrd|nii|gz|las|pcd|zip)$/i;

/** The address of an asset's picture; null when the asset is something else. */
export function pictureAddress(data: string): string | null {
  const isAddress = /^(https?:\/\/|\/)\S+$/.test(data);
  return isAddress && !other.test(data.split(/[?#]/)[0] ?? '') ? data : null;
}

/** The addresses of the pages of an asset of several pictures; none for any other asset. */
export function pagesOf({ dataset }: { dataset?: readonly string[] | null }): readonly string[] {
  const pages = dataset ?? [];
  return pages.every((page) => pictureAddress(page) !== null) ? pages : [];
}

/** A reference picture to lie over an asset. */
export interface OverlayPicture {
  readonly url: string;
  readonly title: string;
  /** 0 to 1. */
  readonly opacity: number;
  readonly isVisible: boolean;
}

/** The reference pictures of an asset, or of one of its pages; whatever does not fit is left out. */
export function overlaysOf(overlay: unknown, page: number | undefined): readonly OverlayPicture[] {
  const all: readonly unknown[] = Array.isArray(overlay) ? overlay : [];
  const ofPage = page === undefined ? all : all[page];
  const list: readonly unknown[] = Array.isArray(ofPage) ? ofPage : ofPage === undefined ? [] : [ofPage];
  return (page === undefined ? list.flat() : list).flatMap((entry, at) => readOverlay(entry, at) ?? []);
}

function readOverlay(entry: unknown, at: number): OverlayPicture | undefined {
  const { url, title, opacity, visible } = (typeof entry === 'string' ? { url: entry } : (entry ?? {})) as Record<
    string,
    unknown
  >;
  if (typeof url !== 'string' || pictureAddress(url) === null) {
    return undefined;
  }
  return {
    url,
    title: typeof title === 'string' && title !== '' ? title : `Reference ${at + 1}`,
    opacity: typeof opacity === 'number' ? Math.max(0, Math.min(1, opacity)) : 0.5,
    isVisible: visible === true,
  };
}
