import { type Buffer, type Container, Geometry, type GlProgram, Mesh, Shader } from 'pixi.js';
import type { Frame } from '../frame';
import { dotBelow, verticesAbove } from '../scene/detail';
import type { PlacedShape } from '../scene/placedShape';
import type { PackedBuffer } from './packedBuffer';
import { PackedShapes } from './packShapes';
import { dotProgram, fillProgram, lineProgram } from './shapeShaders';
import type { ViewUniforms } from './viewUniforms';

/** Made once: all meshes of a kind share their program. */
export class ShapeShaders {
  readonly fills: Shader;
  readonly lines: Shader;
  readonly dots: Shader;

  constructor(view: ViewUniforms) {
    const of = (glProgram: GlProgram) => new Shader({ glProgram, resources: { view } });
    this.fills = of(fillProgram());
    this.lines = of(lineProgram());
    this.dots = of(dotProgram());
  }
}

/** Many shapes in three draw calls: insides, lines, dots. */
export class ShapeMeshes {
  readonly packed: PackedShapes;
  private readonly fills: Mesh<Geometry, Shader>;
  private readonly lines: Mesh<Geometry, Shader>;
  private readonly dots: Mesh<Geometry, Shader>;

  constructor(shapes: readonly PlacedShape[], shaders: ShapeShaders, parent: Container) {
    this.packed = new PackedShapes(shapes);
    const { fills, triangles, lines, dots } = this.packed;
    this.fills = new Mesh({
      geometry: new Geometry({
        attributes: {
          aPosition: { buffer: fills.buffer, format: 'float32x2', stride: fills.stride, offset: 0 },
          aSize: { buffer: fills.buffer, format: 'float32', stride: fills.stride, offset: 8 },
          aColor: { buffer: fills.buffer, format: 'unorm8x4', stride: fills.stride, offset: 12 },
        },
        indexBuffer: triangles,
      }),
      shader: shaders.fills,
    });
    this.lines = instanced(lines, shaders.lines, {
      aFrom: ['float32x2', 0],
      aTo: ['float32x2', 8],
      aStart: ['float32', 16],
      aSize: ['float32', 20],
      aColor: ['unorm8x4', 24],
    });
    this.dots = instanced(dots, shaders.dots, {
      aPlace: ['float32x2', 0],
      aKind: ['float32', 8],
      aMeasure: ['float32', 12],
      aColor: ['unorm8x4', 16],
    });
    parent.addChild(this.fills, this.lines, this.dots);
  }

  /** Leaves out what cannot be seen at this scale; returns the draw calls. */
  prepare({ view }: Frame): number {
    const { packed } = this;
    packed.flush();
    this.fills.visible = packed.triangles.length > 0;
    this.lines.visible = packed.lines.rows > 0;
    this.dots.visible =
      packed.hasPoints || packed.longestEdge * view.scale > verticesAbove || packed.smallest * view.scale < dotBelow;
    return [this.fills, this.lines, this.dots].filter((mesh) => mesh.visible).length;
  }

  destroy(): void {
    for (const mesh of [this.fills, this.lines, this.dots]) {
      const { geometry } = mesh;
      mesh.destroy();
      geometry.destroy(true);
    }
  }
}

type Layout = Record<string, readonly [format: 'float32' | 'float32x2' | 'unorm8x4', offset: number]>;

/** A quad for each row of a buffer. */
function instanced(rows: PackedBuffer, shader: Shader, layout: Layout): Mesh<Geometry, Shader> {
  const attribute = (buffer: Buffer, format: Layout[string][0], offset: number) => ({
    buffer,
    format,
    offset,
    stride: rows.stride,
    instance: true,
  });
  const attributes = Object.entries(layout).map(([name, [format, offset]]) => [
    name,
    attribute(rows.buffer, format, offset),
  ]);
  const geometry = new Geometry({
    attributes: {
      aCorner: { buffer: Float32Array.of(0, 0, 1, 0, 0, 1, 1, 1), format: 'float32x2' },
      ...Object.fromEntries(attributes),
    },
    indexBuffer: Uint16Array.of(0, 1, 2, 2, 1, 3),
    instanceCount: rows.rows,
  });
  return new Mesh({ geometry, shader });
}
