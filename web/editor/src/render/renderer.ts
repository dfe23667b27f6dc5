import type { PictureSource } from '../media/pictureSource';
import type { MemberKey, Point } from '../model/answer';
import type { View } from './view';

/** A line or an outline in pixels of the picture: x, y, x, y, ... */
export interface Path {
  readonly points: Float64Array;
  readonly closed: boolean;
  readonly holes?: readonly Float64Array[];
}

/** One object as it is drawn. */
export interface DrawnShape {
  readonly key: MemberKey;
  readonly paths: readonly Path[];
  /** Single places: points and key points, drawn as dots of constant size. */
  readonly points: readonly Point[];
  /** #rrggbb */
  readonly color: string;
  /** Opacity of the inside, 0 to 1. */
  readonly fill: number;
  readonly dashed: boolean;
  readonly label: string;
  /** A sign that is seen where the label is not, unless all labels are off. */
  readonly mark?: { readonly text: string; readonly color: string };
  /** Higher lies above. */
  readonly z: number;
}

export type HandleKind = 'corner' | 'edge' | 'vertex' | 'rotate' | 'insert';

export interface Handle {
  readonly point: Point;
  readonly kind: HandleKind;
  readonly active: boolean;
}

/** A relation between two objects. */
export interface Arrow {
  readonly from: Point;
  readonly to: Point;
  readonly color: string;
  readonly label?: string;
  /** Heads at both ends. */
  readonly both?: boolean;
}

/** An issue at a place. */
export interface Pin {
  readonly point: Point;
  readonly color: string;
  readonly label?: string;
  readonly active?: boolean;
}

export interface Cursor {
  readonly point: Point;
  /** Of the brush, in pixels of the picture. */
  readonly radius: number;
  readonly kind: 'brush' | 'cross';
}

/** What a tool shows besides the stored objects. A shape with the key of a stored one stands in its place. */
export interface Overlay {
  readonly shapes: readonly DrawnShape[];
  readonly handles: readonly Handle[];
  readonly guides: readonly Path[];
  readonly arrows: readonly Arrow[];
  readonly pins: readonly Pin[];
  readonly cursor?: Cursor;
}

/** How the picture and the shapes look; none of it is stored. */
export interface Look {
  /** Added to each channel, -1 to 1; 0 leaves it. */
  readonly brightness: number;
  /** Factor about the middle grey; 1 leaves it. */
  readonly contrast: number;
  /** Exponent 1 / gamma; 1 leaves it. */
  readonly gamma: number;
  readonly invert: boolean;
  /** False shows the pixels as squares when enlarged. */
  readonly smoothing: boolean;
  /** Of the insides of shapes and of the mask, 0 to 1. */
  readonly opacity: number;
  /** CSS pixels. */
  readonly strokeWidth: number;
  readonly labels: 'all' | 'hovered' | 'none';
  /** Borders of the picture's pixels, where they are large enough. */
  readonly grid: boolean;
  /** Lines through the pointer over the whole area. */
  readonly crosshair: boolean;
}

/** The brush mask: tiles of 256 x 256 labels, row by row. */
export interface MaskSource {
  readonly width: number;
  readonly height: number;
  /** Null where nothing is painted; 0 in a tile is no label. */
  tile(x: number, y: number): Uint16Array | null;
  color(label: number): readonly [red: number, green: number, blue: number];
}

export interface TilePlace {
  readonly x: number;
  readonly y: number;
}

export interface SceneChange {
  readonly put: readonly DrawnShape[];
  readonly removed: readonly MemberKey[];
}

/** What a frame did, for measurement. */
export interface FrameReport {
  /** Fills, strokes and pictures of a canvas; draw calls of WebGL. */
  readonly drawCalls: number;
  readonly shapesDrawn: number;
  /** Whether the layer of the stored shapes was drawn anew, wholly or in part. */
  readonly staticRedrawn: boolean;
  /** False while a sharper frame is on its way; the renderer asks for it by itself. */
  readonly settled: boolean;
}

/** Draws a picture, its mask, its shapes and what the tool shows, in this order. */
export interface PictureRenderer {
  readonly kind: 'canvas' | 'webgl';
  /** CSS pixels and the screen's pixels per CSS pixel. */
  setSize(width: number, height: number, pixelRatio: number): void;
  setPicture(picture: PictureSource | null): void;
  setView(view: View): void;
  setLook(look: Look): void;
  update(change: SceneChange): void;
  setHidden(keys: ReadonlySet<MemberKey>): void;
  setHighlight(hovered: MemberKey | null, selected: ReadonlySet<MemberKey>): void;
  setMask(mask: MaskSource | null): void;
  maskChanged(tiles: readonly TilePlace[]): void;
  setOverlay(overlay: Overlay): void;
  draw(): FrameReport;
  destroy(): void;
}

export interface RendererOptions {
  /** Called when something must be drawn; the owner then calls `draw` in the next animation frame. */
  readonly requestFrame: () => void;
}

export const noOverlay: Overlay = { shapes: [], handles: [], guides: [], arrows: [], pins: [] };

export const plainLook: Look = {
  brightness: 0,
  contrast: 1,
  gamma: 1,
  invert: false,
  smoothing: true,
  opacity: 1,
  strokeWidth: 1.5,
  labels: 'hovered',
  grid: false,
  crosshair: false,
};
