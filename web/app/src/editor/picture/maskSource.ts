import type { EditorModel } from '@limn/editor';
import type { MaskSource } from '@limn/editor/render/renderer';
import { UNKNOWN_COLOR } from '@limn/editor/tools/Scene';

/** The brush mask of a page as the renderer draws it. */
export function maskSource(
  model: EditorModel,
  page: number | undefined,
  size: { width: number; height: number },
): MaskSource {
  const { masks } = model.store;
  return {
    width: size.width,
    height: size.height,
    tile: (x, y) => (masks.tile(page === undefined ? { x, y } : { page, x, y }) as Uint16Array | undefined) ?? null,
    color: (label) => {
      const schemaId = masks.palette[label - 1];
      const found = schemaId === undefined ? undefined : model.schema.find(schemaId);
      return rgbOf(found?.schemaClass.color ?? UNKNOWN_COLOR);
    },
  };
}

function rgbOf(color: string): readonly [number, number, number] {
  const value = Number.parseInt(color.replace('#', ''), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
