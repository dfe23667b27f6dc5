import type { PictureSource } from '../src/media/pictureSource';
import { Pictures } from '../src/media/pictures';
import { createWorkerDecoder } from '../src/media/workerDecoder';
import { createCanvasRenderer } from '../src/render/canvas/canvasRenderer';
import { createPictureRenderer } from '../src/render/createRenderer';
import {
  type DrawnShape,
  type FrameReport,
  type Look,
  type MaskSource,
  noOverlay,
  type PictureRenderer,
  plainLook,
} from '../src/render/renderer';
import type { View } from '../src/render/view';
import { createWebGLRenderer } from '../src/render/webgl/webglRenderer';

export type Kind = PictureRenderer['kind'];
export type Rgb = [red: number, green: number, blue: number];

const area = { width: 400, height: 300 };
export const plainView: View = { scale: 1, x: 0, y: 0, rotation: 0, flipped: false };

/** A renderer on a page, and its pixels put together as the browser shows them, on white. */
export class Stage {
  readonly renderer: PictureRenderer;
  readonly host: HTMLElement;
  pixelRatio = 1;
  framesAsked = 0;

  private constructor(host: HTMLElement, renderer: PictureRenderer) {
    this.host = host;
    this.renderer = renderer;
  }

  static async open(kind: Kind, patience?: number): Promise<Stage> {
    const host = document.querySelector<HTMLElement>('#stage');
    if (!host) throw new Error('The page has no stage.');
    let stage: Stage | null = null;
    const requestFrame = () => {
      if (stage) stage.framesAsked++;
    };
    const renderer =
      kind === 'canvas'
        ? createCanvasRenderer(host, { requestFrame })
        : await createWebGLRenderer(host, { requestFrame, patience });
    stage = new Stage(host, renderer);
    renderer.setSize(area.width, area.height, 1);
    renderer.setLook(plainLook);
    renderer.setView(plainView);
    return stage;
  }

  look(change: Partial<Look>): void {
    this.renderer.setLook({ ...plainLook, ...change });
  }

  view(change: Partial<View>): void {
    this.renderer.setView({ ...plainView, ...change });
  }

  put(...shapes: DrawnShape[]): void {
    this.renderer.update({ put: shapes, removed: [] });
  }

  overlay(change: Partial<typeof noOverlay>): void {
    this.renderer.setOverlay({ ...noOverlay, ...change });
  }

  /** Draws until nothing sharper is on its way; the last frame's report. */
  async settle(): Promise<FrameReport> {
    for (let frame = 0; frame < 200; frame++) {
      const report = this.renderer.draw();
      if (report.settled) return report;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    throw new Error('The renderer does not settle.');
  }

  /** Draws and reads the colours at places of the screen. */
  async colors(...places: [x: number, y: number][]): Promise<Rgb[]> {
    const image = await this.image();
    return places.map(([x, y]) => {
      const at = (Math.round(y * this.pixelRatio) * image.width + Math.round(x * this.pixelRatio)) * 4;
      return [image.data[at] ?? 0, image.data[at + 1] ?? 0, image.data[at + 2] ?? 0];
    });
  }

  /** How dark a part of the screen is: a black pixel counts one. */
  async ink(left: number, top: number, width: number, height: number): Promise<number> {
    const image = await this.image();
    let sum = 0;
    for (let at = 0; at < width * height; at++) {
      const [x, y] = [left + (at % width), top + Math.floor(at / width)];
      sum += (255 - (image.data[(y * image.width + x) * 4 + 1] ?? 255)) / 255;
    }
    return sum;
  }

  async image(): Promise<ImageData> {
    await this.settle();
    const width = area.width * this.pixelRatio;
    const height = area.height * this.pixelRatio;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (!context) throw new Error('The browser gives no canvas.');
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, width, height);
    for (const canvas of this.host.querySelectorAll('canvas')) {
      const { opacity, visibility } = canvas.style;
      if (opacity !== '0' && visibility !== 'hidden') context.drawImage(canvas, 0, 0);
    }
    return context.getImageData(0, 0, width, height);
  }

  close(): void {
    this.renderer.destroy();
  }
}

export function shape(
  key: string,
  points: number[],
  change: Partial<DrawnShape> & { holes?: number[][]; open?: boolean } = {},
): DrawnShape {
  const { holes, open, ...rest } = change;
  const path = {
    points: Float64Array.from(points),
    closed: !open,
    holes: holes?.map((hole) => Float64Array.from(hole)),
  };
  const plain = { color: '#ff0000', fill: 0.5, dashed: false, label: '', z: 0, points: [] };
  return { key, paths: points.length > 0 ? [path] : [], ...plain, ...rest };
}

export function box(
  key: string,
  x: number,
  y: number,
  width: number,
  height: number,
  change: Partial<DrawnShape> = {},
): DrawnShape {
  return shape(key, [x, y, x + width, y, x + width, y + height, x, y + height], change);
}

/** A small picture of one tile, painted by a function from place to colour. */
export async function picture(
  width: number,
  height: number,
  color: (x: number, y: number) => Rgb,
): Promise<PictureSource> {
  const pixels = new ImageData(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) pixels.data.set([...color(x, y), 255], (y * width + x) * 4);
  }
  const bitmap = await createImageBitmap(pixels);
  return {
    width,
    height,
    levels: [{ shrink: 1, columns: 1, rows: 1 }],
    tile: () => bitmap,
    onTile: () => () => undefined,
  };
}

/** A mask of one label per tile, as a map from "x y" to the label. */
export function mask(labels: Record<string, number>, colors: Rgb[]): MaskSource {
  const tiles = new Map(Object.entries(labels).map(([place, label]) => [place, new Uint16Array(65_536).fill(label)]));
  return {
    width: 8192,
    height: 8192,
    tile: (x, y) => tiles.get(`${x} ${y}`) ?? null,
    color: (label) => colors[label - 1] ?? [0, 0, 0],
  };
}

/** A crowd of small boxes in rows, each with something over another. */
export function crowd(count: number): DrawnShape[] {
  return Array.from({ length: count }, (_, at) => {
    const [x, y] = [(at % 60) * 20 + (at % 7), Math.floor(at / 60) * 20];
    return box(`s${at}`, x, y, 12, 9, { color: at % 3 ? '#c02020' : '#2020c0', z: at });
  });
}

/** The share of values that differ by more than the rounding of a rasteriser. */
export function difference(a: ImageData, b: ImageData): number {
  const different = a.data.filter((value, at) => Math.abs(value - (b.data[at] ?? 0)) > 24);
  return different.length / a.data.length;
}

export function pictures(budget?: number): Pictures {
  const decoder = createWorkerDecoder();
  return new Pictures({ decoder, page: location.href, budget, fetch: (url, signal) => fetch(url, { signal }) });
}

/** What the renderer itself chooses in this browser. */
export async function chosenKind(): Promise<Kind> {
  const host = document.querySelector<HTMLElement>('#stage') ?? document.body;
  const renderer = await createPictureRenderer(host, { requestFrame: () => undefined });
  renderer.destroy();
  return renderer.kind;
}

const tools = { Stage, shape, box, picture, mask, crowd, difference, pictures, chosenKind };
declare global {
  interface Window {
    stage: typeof tools;
  }
}
window.stage = tools;
