import { BufferImageSource, type Container, ImageSource, type TextureSource } from 'pixi.js';
import type { PictureSource } from '../../media/pictureSource';
import type { Frame } from '../frame';
import { lookTable } from '../picture/lookTable';
import { type PictureTile, visibleTiles } from '../picture/visibleTiles';
import { TexturedQuads, type TexturePart } from './texturedQuads';
import type { ViewUniforms } from './viewUniforms';

/** The tiles of the picture as textures, each on the GPU for as long as it is drawn. */
export class PictureQuads {
  private readonly quads: TexturedQuads;
  private readonly tones = tonesOf(lookTable({ brightness: 0, contrast: 1, gamma: 1, invert: false }));
  private textures = new Map<ImageBitmap, TextureSource>();
  private picture: PictureSource | null = null;
  private look: Frame['look'] | null = null;

  constructor(view: ViewUniforms, parent: Container) {
    this.quads = new TexturedQuads(view, this.tones);
    parent.addChild(this.quads.container);
  }

  setPicture(picture: PictureSource | null): void {
    this.forgetTextures();
    this.picture = picture;
  }

  /** Returns the draw calls. */
  prepare(frame: Frame): number {
    this.quads.begin();
    this.setTones(frame);
    const tiles = this.picture ? visibleTiles(this.picture, frame) : [];
    const enlarged = frame.view.scale * frame.pixelRatio >= 1;
    const kept = new Map<ImageBitmap, TextureSource>();
    for (const tile of tiles) {
      const texture = this.textures.get(tile.bitmap) ?? textureOf(tile.bitmap);
      scaleBy(texture, frame.look.smoothing || !enlarged ? 'linear' : 'nearest');
      kept.set(tile.bitmap, texture);
      this.quads.add(texture, tile, partOf(tile), 1);
    }
    for (const [bitmap, texture] of this.textures) if (!kept.has(bitmap)) texture.destroy();
    this.textures = kept;
    return this.quads.end();
  }

  forgetTextures(): void {
    for (const texture of this.textures.values()) texture.destroy();
    this.textures.clear();
  }

  destroy(): void {
    this.forgetTextures();
    this.tones.destroy();
  }

  private setTones({ look }: Frame): void {
    if (look === this.look) return;
    this.look = look;
    spread(lookTable(look), this.tones.resource as Uint8Array);
    this.tones.update();
  }
}

/** A table of 256 tones as a texture of one row. */
export function tonesOf(table: Uint8ClampedArray): BufferImageSource {
  const resource = new Uint8Array(256 * 4);
  spread(table, resource);
  return new BufferImageSource({
    resource,
    width: 256,
    height: 1,
    format: 'rgba8unorm',
    alphaMode: 'no-premultiply-alpha',
    scaleMode: 'nearest',
    autoGarbageCollect: false,
  });
}

/** Setting the mode of a texture that is on the GPU already takes an update of its style. */
export function scaleBy(texture: TextureSource, mode: 'linear' | 'nearest'): void {
  if (texture.scaleMode === mode) return;
  texture.scaleMode = mode;
  texture.style.update();
}

function spread(table: Uint8ClampedArray, pixels: Uint8Array): void {
  for (let value = 0; value < 256; value++) pixels[4 * value] = table[value] ?? 0;
}

function textureOf(bitmap: ImageBitmap): TextureSource {
  return new ImageSource({ resource: bitmap, alphaMode: 'premultiply-alpha-on-upload', autoGarbageCollect: false });
}

function partOf({ bitmap, source }: PictureTile): TexturePart {
  return {
    left: source.x / bitmap.width,
    top: source.y / bitmap.height,
    right: (source.x + source.width) / bitmap.width,
    bottom: (source.y + source.height) / bitmap.height,
  };
}
