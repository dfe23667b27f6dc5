import Konva from 'konva';
import type { DrawnShape } from '../../../web/editor/src/render/renderer';
import { area, type Contestant } from './contestant';

/** Konva as its documentation advises for many shapes: no listening, no perfect drawing; cached, as one bitmap that zooming blurs. */
export function konva(host: HTMLDivElement, shapes: readonly DrawnShape[], strokeWidth: number, cached: boolean): Contestant {
  Konva.autoDrawEnabled = false;
  const stage = new Konva.Stage({ container: host, width: area.width, height: area.height, listening: false });
  const layer = new Konva.Layer({ listening: false });
  const group = new Konva.Group({ listening: false });
  for (const shape of shapes) {
    group.add(
      new Konva.Line({
        points: Array.from(shape.paths[0]?.points ?? []),
        closed: true,
        fill: `${shape.color}40`,
        stroke: shape.color,
        strokeWidth,
        strokeScaleEnabled: false,
        listening: false,
        perfectDrawEnabled: false,
        shadowForStrokeEnabled: false,
      }),
    );
  }
  layer.add(group);
  stage.add(layer);
  if (cached) group.cache({ x: 0, y: 0, width: 8192, height: 8192, pixelRatio: 0.25 });
  return {
    show({ scale, x, y }) {
      layer.scale({ x: scale, y: scale });
      layer.position({ x, y });
      layer.draw();
      return undefined;
    },
    destroy: () => stage.destroy(),
  };
}
