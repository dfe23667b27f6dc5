import type { PictureSource } from '../../media/pictureSource';
import type { Box } from '../box';
import type { Frame } from '../frame';
import type { FrameReport, MaskSource, TilePlace } from '../renderer';

/** The part of a renderer that differs: picture, mask and stored shapes. What lies above is the same in all. */
export interface Backdrop {
  setPicture(picture: PictureSource | null): void;
  /** A tile was cut since. */
  tileArrived(): void;
  setMask(mask: MaskSource | null): void;
  maskChanged(tiles: readonly TilePlace[]): void;
  /** Places of the picture whose shapes changed; the scene holds the new ones. */
  shapesChanged(boxes: readonly Box[]): void;
  draw(frame: Frame): FrameReport;
  destroy(): void;
}
