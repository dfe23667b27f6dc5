import type { PictureSource } from '../../media/pictureSource';
import type { MemberKey } from '../../model/answer';
import type { Frame } from '../frame';
import {
  type FrameReport,
  type Look,
  type MaskSource,
  type Overlay,
  type PictureRenderer,
  plainLook,
  type RendererOptions,
  type SceneChange,
  type TilePlace,
} from '../renderer';
import type { PlacedShape } from '../scene/placedShape';
import { Scene } from '../scene/scene';
import { Settling } from '../scene/settling';
import { snapToPixels, type View } from '../view';
import type { Backdrop } from './backdrop';
import { FurnitureLayer } from './furnitureLayer';
import { InteractionLayer } from './interactionLayer';

export type MakeBackdrop = (root: HTMLElement, scene: Scene) => Backdrop;

/** A renderer of layers: a backdrop of its kind, and above it labels, grid and interaction on canvases. */
export class LayeredRenderer implements PictureRenderer {
  kind: PictureRenderer['kind'];
  private readonly root = document.createElement('div');
  private readonly ground = document.createElement('div');
  private readonly scene = new Scene();
  private readonly settling: Settling;
  private backdrop: Backdrop;
  private readonly furniture: FurnitureLayer;
  private readonly interaction: InteractionLayer;
  private readonly requestFrame: () => void;
  private picture: PictureSource | null = null;
  private mask: MaskSource | null = null;
  private stopListening: (() => void) | null = null;
  private look: Look = plainLook;
  private frame: Frame = {
    view: { scale: 1, x: 0, y: 0, rotation: 0, flipped: false },
    width: 1,
    height: 1,
    pixelRatio: 1,
    look: plainLook,
  };

  constructor(kind: PictureRenderer['kind'], host: HTMLElement, options: RendererOptions, makeBackdrop: MakeBackdrop) {
    this.kind = kind;
    this.requestFrame = options.requestFrame;
    Object.assign(this.root.style, { position: 'absolute', inset: '0', overflow: 'hidden' });
    this.root.setAttribute('aria-hidden', 'true');
    this.root.append(this.ground);
    host.append(this.root);
    this.settling = new Settling(this.scene, () => this.requestFrame());
    this.backdrop = makeBackdrop(this.ground, this.scene);
    this.furniture = new FurnitureLayer(this.root, this.scene);
    this.interaction = new InteractionLayer(this.root, this.scene);
  }

  setSize(width: number, height: number, pixelRatio: number): void {
    this.change({ width, height, pixelRatio });
  }

  setView(view: View): void {
    this.change({ view });
  }

  setLook(look: Look): void {
    this.look = { ...look };
    this.change({ look: this.look });
  }

  setPicture(picture: PictureSource | null): void {
    this.stopListening?.();
    this.picture = picture;
    this.stopListening = picture?.onTile(() => this.tileArrived()) ?? null;
    this.backdrop.setPicture(picture);
    this.furniture.forget();
    this.requestFrame();
  }

  update(change: SceneChange): void {
    this.touched(this.scene.update(change));
  }

  setHidden(keys: ReadonlySet<MemberKey>): void {
    this.touched(this.scene.setHidden(new Set(keys)));
  }

  setHighlight(hovered: MemberKey | null, selected: ReadonlySet<MemberKey>): void {
    this.interaction.setHighlight(hovered, new Set(selected));
    this.requestFrame();
  }

  setMask(mask: MaskSource | null): void {
    this.mask = mask;
    this.backdrop.setMask(mask);
    this.requestFrame();
  }

  maskChanged(tiles: readonly TilePlace[]): void {
    this.backdrop.maskChanged(tiles);
    this.requestFrame();
  }

  setOverlay(overlay: Overlay): void {
    const shapes = this.scene.setLifted(new Set(overlay.shapes.map(({ key }) => key)));
    if (shapes.length > 0) this.touched(shapes);
    this.interaction.setOverlay(overlay);
    this.requestFrame();
  }

  /** Draws everything by another kind of backdrop from now on. */
  replaceBackdrop(kind: PictureRenderer['kind'], makeBackdrop: MakeBackdrop): void {
    this.backdrop.destroy();
    this.kind = kind;
    this.backdrop = makeBackdrop(this.ground, this.scene);
    this.backdrop.setPicture(this.picture);
    this.backdrop.setMask(this.mask);
    this.requestFrame();
  }

  draw(): FrameReport {
    this.settling.consider();
    const report = this.backdrop.draw(this.frame);
    this.furniture.draw(this.frame, this.picture);
    this.interaction.draw(this.frame);
    if (!report.settled) this.requestFrame();
    return report;
  }

  destroy(): void {
    this.settling.stop();
    this.stopListening?.();
    this.backdrop.destroy();
    this.furniture.destroy();
    this.interaction.destroy();
    this.root.remove();
  }

  private change(difference: Partial<Frame>): void {
    const frame = { ...this.frame, ...difference };
    this.frame = { ...frame, view: snapToPixels(frame.view, frame.pixelRatio) };
    this.requestFrame();
  }

  private tileArrived(): void {
    this.backdrop.tileArrived();
    this.requestFrame();
  }

  private touched(shapes: readonly PlacedShape[]): void {
    this.backdrop.shapesChanged(shapes);
    this.furniture.forget();
    this.interaction.forget();
    this.requestFrame();
  }
}
