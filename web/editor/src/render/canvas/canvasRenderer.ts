import { LayeredRenderer } from '../layers/layeredRenderer';
import type { PictureRenderer, RendererOptions } from '../renderer';
import { CanvasBackdrop } from './canvasBackdrop';

export interface CanvasOptions extends RendererOptions {
  /** Whether zooming among many shapes stretches the last picture for a few frames; true unless told. */
  readonly stretching?: boolean;
}

/** Draws with Canvas 2D, which is fastest where no GPU is at hand. */
export function createCanvasRenderer(host: HTMLElement, options: CanvasOptions): PictureRenderer {
  return new LayeredRenderer(
    'canvas',
    host,
    options,
    (root, scene) => new CanvasBackdrop(root, scene, options.stretching ?? true),
  );
}
