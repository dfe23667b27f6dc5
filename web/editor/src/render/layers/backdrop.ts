import type { PictureSource } from '../../media/pictureSource';
import type { Frame } from '../frame';
import type { FrameReport, MaskSource, TilePlace } from '../renderer';
import type { PlacedShape } from '../scene/placedShape';

/** The part of a renderer that differs: picture, mask and stored shapes. What lies above is the same in all. */
export interface Backdrop {
  setPicture(picture: PictureSource | null): void;
  /** A tile was cut since. */
  tileArrived(): void;
  setMask(mask: MaskSource | null): void;
  maskChanged(tiles: readonly TilePlace[]): void;
  /** Shapes that came, went, or changed their visibility; a changed one is there as it was and as it is. */
  shapesChanged(shapes: readonly PlacedShape[]): void;
  draw(frame: Frame): FrameReport;
  destroy(): void;
}
