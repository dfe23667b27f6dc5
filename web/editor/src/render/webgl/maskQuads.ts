import { BufferImageSource, type Container } from 'pixi.js';
import type { Frame } from '../frame';
import { lookTable } from '../picture/lookTable';
import { type BlockImages, blockSize, MaskBlocks } from '../picture/maskBlocks';
import type { MaskSource, TilePlace } from '../renderer';
import { scaleBy, tonesOf } from './pictureQuads';
import { TexturedQuads, wholeTexture } from './texturedQuads';
import type { ViewUniforms } from './viewUniforms';

const blockTextures: BlockImages<BufferImageSource> = {
  make(pixels, old, { x, y, width, height }) {
    const texture = old ?? emptyBlock();
    for (let row = y; row < y + height; row++) {
      const from = (row * blockSize + x) * 4;
      (texture.resource as Uint8Array).set(pixels.data.subarray(from, from + width * 4), from);
    }
    if (old) texture.update();
    return texture;
  },
  drop: (texture) => texture.destroy(),
};

/** The blocks of the mask as textures; only painted ones are uploaded anew. */
export class MaskQuads {
  private readonly quads: TexturedQuads;
  private readonly blocks = new MaskBlocks(blockTextures);
  private readonly tones = tonesOf(lookTable({ brightness: 0, contrast: 1, gamma: 1, invert: false }));

  constructor(view: ViewUniforms, parent: Container) {
    this.quads = new TexturedQuads(view, this.tones);
    parent.addChild(this.quads.container);
  }

  setSource(mask: MaskSource | null): void {
    this.blocks.setSource(mask);
  }

  changed(tiles: readonly TilePlace[]): void {
    this.blocks.changed(tiles);
  }

  /** Returns the draw calls. */
  prepare(frame: Frame): number {
    this.quads.begin();
    const scaleMode = frame.view.scale * frame.pixelRatio < 1 ? 'linear' : 'nearest';
    for (const block of this.blocks.visible(frame)) {
      scaleBy(block.image, scaleMode);
      this.quads.add(block.image, block, wholeTexture, frame.look.opacity);
    }
    return this.quads.end();
  }

  destroy(): void {
    this.blocks.clear();
    this.tones.destroy();
  }
}

function emptyBlock(): BufferImageSource {
  return new BufferImageSource({
    resource: new Uint8Array(blockSize * blockSize * 4),
    width: blockSize,
    height: blockSize,
    format: 'rgba8unorm',
    alphaMode: 'premultiplied-alpha',
    autoGarbageCollect: false,
  });
}
