import { SVG } from '@svgdotjs/svg.js';
import type { DrawnShape } from '../../../web/editor/src/render/renderer';
import { area, type Contestant } from './contestant';

/** One SVG element per shape, zoomed by a transform of the whole and with strokes rescaled at each zoom, as CVAT does. */
export function svg(host: HTMLElement, shapes: readonly DrawnShape[], strokeWidth: number): Contestant {
  const root = SVG().addTo(host).size(area.width, area.height);
  const group = root.group();
  const drawn = shapes.map((shape) =>
    group
      .polygon(Array.from(shape.paths[0]?.points ?? []))
      .fill({ color: shape.color, opacity: 0.25 })
      .stroke({ color: shape.color, width: strokeWidth }),
  );
  let shown = 0;
  return {
    show({ scale, x, y }) {
      group.node.setAttribute('transform', `translate(${x} ${y}) scale(${scale})`);
      if (scale === shown) return undefined;
      shown = scale;
      for (const polygon of drawn) polygon.node.setAttribute('stroke-width', String(strokeWidth / scale));
      return undefined;
    },
    destroy: () => {
      root.remove();
    },
  };
}
