import type { FrameReport } from '../../../web/editor/src/render/renderer';
import type { View } from '../../../web/editor/src/render/view';

/** Something that shows the polygons at a view; all show the same lines, insides and colours. */
export interface Contestant {
  /** Draws, or tells the browser what to draw, within an animation frame. */
  show(view: View): FrameReport | undefined;
  destroy(): void;
}

export const area = { width: 1280, height: 720 };
export const strokeWidth = 1.5;
