import type { Refinement } from '../geometry/mask/refine';
import type { SnapKind } from '../geometry/snap';

/** Settings of the tools; the shell shows those that a tool's description names. */
export interface ToolOptions {
  /** Keeps the tool after an object was drawn. */
  readonly fastToolSelection: boolean;
  readonly snapping: boolean;
  readonly snapKinds: readonly SnapKind[];
  /** Distance of grid lines in picture pixels. */
  readonly gridStep: number;
  /** Moving a vertex moves the vertices of other shapes that lie at the same place. */
  readonly topology: boolean;
  readonly boxBy: 'corners' | 'extremes';
  readonly rotatedBoxBy: 'corners' | 'edge';
  readonly circleBy: 'centre' | 'rim';
  readonly closedSpline: boolean;
  readonly lasso: boolean;
  /** Cuts instead of adding: holes, and the eraser of segmentations. */
  readonly scissors: boolean;
  /** New areas and strokes take pixels from others. */
  readonly overwrite: boolean;
  readonly eraser: boolean;
  readonly brushShape: 'circle' | 'square';
  /** Diameter in picture pixels. */
  readonly brushSize: number;
  readonly pressure: boolean;
  /** A click begins a stroke and a click ends it, for hands that cannot drag. */
  readonly stickyStroke: boolean;
  /** Of the bucket: colour distance in hundredths of OKLab. */
  readonly tolerance: number;
  readonly contiguous: boolean;
  readonly refineBy: Refinement;
  /** Picture pixels; of specks, how many pixels the least that stays has. */
  readonly refineSize: number;
  readonly measureAs: 'line' | 'angle' | 'area';
}

export const defaultOptions: ToolOptions = {
  fastToolSelection: false,
  snapping: true,
  snapKinds: ['vertex', 'intersection', 'midpoint', 'edge', 'border'],
  gridStep: 0,
  topology: false,
  boxBy: 'corners',
  rotatedBoxBy: 'corners',
  circleBy: 'centre',
  closedSpline: false,
  lasso: false,
  scissors: false,
  overwrite: false,
  eraser: false,
  brushShape: 'circle',
  brushSize: 20,
  pressure: false,
  stickyStroke: false,
  tolerance: 8,
  contiguous: true,
  refineBy: 'grow',
  refineSize: 3,
  measureAs: 'line',
};

/** Brush sizes in picture pixels. */
export const BRUSH_SIZES = { least: 1, most: 1024 };
export const TOLERANCES = { least: 0, most: 100 };
export const REFINE_SIZES = { least: 1, most: 500 };
