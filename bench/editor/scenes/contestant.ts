import type { FrameReport } from '../../../web/editor/src/render/renderer';
import type { View } from '../../../web/editor/src/render/view';

/** Something that shows the polygons at a view, all in the same colours. */
export interface Contestant {
  /** Draws, or tells the browser what to draw, within an animation frame. */
  show(view: View): FrameReport | undefined;
  /** Resolves when the GPU, or what stands in for it, has done all that it was told; the script never waits for it. */
  rest?(): Promise<void>;
  destroy(): void;
}

export const area = { width: 1280, height: 720 };
export const strokeWidth = 1.5;
/** What Limn's Canvas draws by itself where shapes are small: the peers are also measured with such lines. */
export const thinWidth = 0.99;
