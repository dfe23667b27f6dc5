import { createCanvasRenderer } from '../../../web/editor/src/render/canvas/canvasRenderer';
import { type DrawnShape, type PictureRenderer, plainLook } from '../../../web/editor/src/render/renderer';
import { createWebGLRenderer } from '../../../web/editor/src/render/webgl/webglRenderer';
import { area, type Contestant, strokeWidth } from './contestant';
import { nextFrame } from './movement';

const requestFrame = () => undefined;

/** Without a GPU a frame of WebGL takes seconds at full size. What the script does and calls does not depend on it. */
const softwareRatio = 1 / 8;

/** Either of Limn's renderers, with or without the stretched picture between two sharp ones. */
export async function rendererOf(host: HTMLElement, kind: 'canvas' | 'exact' | 'webgl'): Promise<PictureRenderer> {
  const renderer =
    kind === 'webgl'
      ? await createWebGLRenderer(host, { requestFrame })
      : createCanvasRenderer(host, { requestFrame, stretching: kind === 'canvas' });
  renderer.setSize(area.width, area.height, kind === 'webgl' ? softwareRatio : 1);
  renderer.setLook({ ...plainLook, strokeWidth });
  return renderer;
}

/** Resolves when a WebGL context within the element has drawn everything. */
export async function rest(host: HTMLElement): Promise<void> {
  for (const canvas of host.querySelectorAll('canvas')) {
    const context = canvas.getContext('webgl2');
    const fence = context?.fenceSync(context.SYNC_GPU_COMMANDS_COMPLETE, 0);
    if (!context || !fence) continue;
    context.flush();
    while (context.clientWaitSync(fence, 0, 0) === context.TIMEOUT_EXPIRED) await nextFrame();
    context.deleteSync(fence);
  }
}

export async function limn(
  host: HTMLElement,
  shapes: readonly DrawnShape[],
  kind: 'canvas' | 'exact' | 'webgl',
): Promise<Contestant> {
  const renderer = await rendererOf(host, kind);
  renderer.update({ put: shapes, removed: [] });
  return {
    show(view) {
      renderer.setView(view);
      return renderer.draw();
    },
    ...(kind === 'webgl' ? { rest: () => rest(host) } : {}),
    destroy: () => renderer.destroy(),
  };
}
