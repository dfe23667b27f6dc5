import { createCanvasRenderer } from './canvas/canvasRenderer';
import type { PictureRenderer, RendererOptions } from './renderer';

/**
 * WebGL where a GPU backs it, Canvas 2D elsewhere, and for pictures whose colours the page must not read, since WebGL
 * takes none of these. Pixi is loaded only when it is used.
 */
export async function createPictureRenderer(
  host: HTMLElement,
  options: RendererOptions,
  isReadable = true,
): Promise<PictureRenderer> {
  if (!isReadable || !hasFastWebGL()) return createCanvasRenderer(host, options);
  try {
    const { createWebGLRenderer } = await import('./webgl/webglRenderer');
    return await createWebGLRenderer(host, options);
  } catch {
    // The chunk did not load, or the GPU gave no second context.
    return createCanvasRenderer(host, options);
  }
}

/** Chromium gives a context of its software rasteriser even where `failIfMajorPerformanceCaveat` asks it not to. */
const inSoftware = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Whether the browser draws WebGL2 on hardware. */
export function hasFastWebGL(): boolean {
  const context = document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (!context) return false;
  const names = context.getExtension('WEBGL_debug_renderer_info');
  const name = String(context.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER));
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return !inSoftware.test(name);
}
