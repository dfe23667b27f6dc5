import { Container, type WebGLRenderer } from 'pixi.js';
import type { PictureSource } from '../../media/pictureSource';
import { type Frame, wholeArea } from '../frame';
import type { Backdrop } from '../layers/backdrop';
import type { FrameReport, MaskSource, TilePlace } from '../renderer';
import type { PlacedShape } from '../scene/placedShape';
import type { Scene } from '../scene/scene';
import { MaskQuads } from './maskQuads';
import { PictureQuads } from './pictureQuads';
import { ShapeMeshes, ShapeShaders } from './shapeMeshes';
import { createViewUniforms, setViewUniforms } from './viewUniforms';

const nothing: FrameReport = { drawCalls: 0, shapesDrawn: 0, staticRedrawn: false, settled: true };

export interface ContextEvents {
  /** Milliseconds that a lost context has for coming back. */
  readonly patience: number;
  restored(): void;
  /** The context was lost and did not come back. */
  givenUp(): void;
}

/** Picture, mask and shapes in one WebGL context. */
export class WebGLBackdrop implements Backdrop {
  private readonly renderer: WebGLRenderer;
  private readonly canvas: HTMLCanvasElement;
  private readonly scene: Scene;
  private readonly contextEvents: ContextEvents;
  private readonly root = new Container();
  private readonly view = createViewUniforms();
  private readonly picture = new PictureQuads(this.view, this.root);
  private readonly mask = new MaskQuads(this.view, this.root);
  private readonly shaders = new ShapeShaders(this.view);
  private readonly shapes = new Container();
  private settled: ShapeMeshes | null = null;
  private settledShapes: readonly PlacedShape[] = [];
  private loose: ShapeMeshes | null = null;
  private shown: Frame | null = null;
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(renderer: WebGLRenderer, scene: Scene, contextEvents: ContextEvents) {
    this.renderer = renderer;
    this.canvas = renderer.canvas;
    this.scene = scene;
    this.contextEvents = contextEvents;
    this.root.addChild(this.shapes);
    this.canvas.addEventListener('webglcontextlost', this.lost);
    this.canvas.addEventListener('webglcontextrestored', this.restored);
  }

  setPicture(picture: PictureSource | null): void {
    this.picture.setPicture(picture);
    this.shown = null;
  }

  tileArrived(): void {
    this.shown = null;
  }

  setMask(mask: MaskSource | null): void {
    this.mask.setSource(mask);
    this.shown = null;
  }

  maskChanged(tiles: readonly TilePlace[]): void {
    this.mask.changed(tiles);
    this.shown = null;
  }

  shapesChanged(touched: readonly PlacedShape[]): void {
    for (const shape of touched) this.settled?.packed.refresh(shape);
    this.loose?.destroy();
    this.loose = null;
    this.shown = null;
  }

  draw(frame: Frame): FrameReport {
    if (this.shown === frame || this.renderer.context.isLost) return nothing;
    this.fitTo(frame);
    this.shown = frame;
    setViewUniforms(this.view, frame);
    const calls = this.picture.prepare(frame) + this.mask.prepare(frame) + this.prepareShapes(frame);
    this.renderer.render({ container: this.root, clear: true });
    const shapesDrawn = (this.settled?.packed.shapes ?? 0) + (this.loose?.packed.shapes ?? 0);
    return { drawCalls: calls, shapesDrawn, staticRedrawn: true, settled: true };
  }

  destroy(): void {
    this.canvas.removeEventListener('webglcontextlost', this.lost);
    this.canvas.removeEventListener('webglcontextrestored', this.restored);
    clearTimeout(this.waiting);
    this.settled?.destroy();
    this.loose?.destroy();
    this.picture.destroy();
    this.mask.destroy();
    this.root.destroy({ children: true });
    this.renderer.destroy();
    this.canvas.remove();
  }

  private readonly lost = (): void => {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(this.contextEvents.givenUp, this.contextEvents.patience);
  };

  private readonly restored = (): void => {
    clearTimeout(this.waiting);
    // Buffers still lie in memory and Pixi uploads them again; bitmaps may have been closed since.
    this.picture.forgetTextures();
    this.shown = null;
    this.contextEvents.restored();
  };

  private prepareShapes(frame: Frame): number {
    if (this.settledShapes !== this.scene.settledShapes) {
      this.settledShapes = this.scene.settledShapes;
      this.settled?.destroy();
      this.settled = this.meshesOf(this.settledShapes);
      this.loose?.destroy();
      this.loose = null;
    }
    this.loose ??= this.meshesOf(this.scene.unsettledShapes);
    return (this.settled?.prepare(frame) ?? 0) + (this.loose?.prepare(frame) ?? 0);
  }

  private meshesOf(shapes: readonly PlacedShape[]): ShapeMeshes | null {
    if (shapes.length === 0) return null;
    const byHeight = [...shapes].sort((a, b) => a.shape.z - b.shape.z);
    return new ShapeMeshes(byHeight, this.shaders, this.shapes);
  }

  private fitTo(frame: Frame): void {
    const { width, height } = wholeArea(frame);
    if (this.canvas.width !== width || this.canvas.height !== height) this.renderer.resize(width, height, 1);
    this.canvas.style.width = `${frame.width}px`;
    this.canvas.style.height = `${frame.height}px`;
  }
}
