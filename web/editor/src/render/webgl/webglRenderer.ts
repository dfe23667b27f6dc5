// The page's content security policy allows no code made from text, which Pixi otherwise uses to set uniforms.
import 'pixi.js/unsafe-eval';
import { WebGLRenderer } from 'pixi.js';
import { CanvasBackdrop } from '../canvas/canvasBackdrop';
import { LayeredRenderer } from '../layers/layeredRenderer';
import type { PictureRenderer, RendererOptions } from '../renderer';
import { WebGLBackdrop } from './webglBackdrop';

export interface WebGLOptions extends RendererOptions {
  /** Milliseconds that a lost context has for coming back before Canvas 2D takes over; 3 seconds unless told. */
  readonly patience?: number;
}

/** Draws with WebGL2, which is fastest on a GPU. Works without one too, if slowly: whoever chooses looks first. */
export async function createWebGLRenderer(host: HTMLElement, options: WebGLOptions): Promise<PictureRenderer> {
  const canvas = document.createElement('canvas');
  Object.assign(canvas.style, { position: 'absolute', left: '0', top: '0', pointerEvents: 'none' });
  const context = canvas.getContext('webgl2', { alpha: true, antialias: false, stencil: true });
  if (!context) throw new Error('The browser gives no WebGL2 context.');
  const pixi = new WebGLRenderer();
  await pixi.init({ canvas, context, width: 1, height: 1, backgroundAlpha: 0, antialias: false });
  const contextEvents = {
    patience: options.patience ?? 3_000,
    restored: options.requestFrame,
    givenUp: () => renderer.replaceBackdrop('canvas', (root, scene) => new CanvasBackdrop(root, scene, true)),
  };
  const renderer = new LayeredRenderer('webgl', host, options, (root, scene) => {
    root.append(canvas);
    return new WebGLBackdrop(pixi, scene, contextEvents);
  });
  return renderer;
}
