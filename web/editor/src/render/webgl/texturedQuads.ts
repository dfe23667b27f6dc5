import {
  type BufferImageSource,
  Container,
  Geometry,
  type GlProgram,
  Mesh,
  Shader,
  type TextureSource,
  UniformGroup,
} from 'pixi.js';
import type { Box } from '../box';
import { programOf } from './shapeShaders';
import type { ViewUniforms } from './viewUniforms';

/** The part of a texture to show, 0 to 1. */
export interface TexturePart {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const wholeTexture: TexturePart = { left: 0, top: 0, right: 1, bottom: 1 };

interface Quad {
  readonly mesh: Mesh<Geometry, Shader>;
  readonly place: UniformGroup;
}

/** Pictures on boxes of the picture's plane, through a table of tones. */
export class TexturedQuads {
  readonly container = new Container();
  private readonly quads: Quad[] = [];
  private readonly program: GlProgram = quadProgram();
  private readonly view: ViewUniforms;
  private readonly tones: BufferImageSource;
  private used = 0;

  constructor(view: ViewUniforms, tones: BufferImageSource) {
    this.view = view;
    this.tones = tones;
  }

  begin(): void {
    this.used = 0;
  }

  add(source: TextureSource, box: Box, part: TexturePart, alpha: number): void {
    const quad = this.quads[this.used] ?? this.make(source);
    this.used++;
    const { uniforms } = quad.place;
    uniforms.uBox = Float32Array.of(box.minX, box.minY, box.maxX, box.maxY);
    uniforms.uPart = Float32Array.of(part.left, part.top, part.right, part.bottom);
    uniforms.uAlpha = alpha;
    quad.place.update();
    if (quad.mesh.shader) quad.mesh.shader.resources.uTexture = source;
    quad.mesh.visible = true;
  }

  /** Returns the draw calls. */
  end(): number {
    for (const { mesh } of this.quads.slice(this.used)) mesh.visible = false;
    return this.used;
  }

  private make(source: TextureSource): Quad {
    const place = new UniformGroup({
      uBox: { value: new Float32Array(4), type: 'vec4<f32>' },
      uPart: { value: new Float32Array(4), type: 'vec4<f32>' },
      uAlpha: { value: 1, type: 'f32' },
    });
    const shader = new Shader({
      glProgram: this.program,
      resources: { view: this.view, place, uTexture: source, uTones: this.tones },
    });
    const geometry = new Geometry({
      attributes: { aCorner: { buffer: Float32Array.of(0, 0, 1, 0, 0, 1, 1, 1), format: 'float32x2' } },
      indexBuffer: Uint16Array.of(0, 1, 2, 2, 1, 3),
    });
    const quad = { mesh: new Mesh({ geometry, shader }), place };
    this.quads.push(quad);
    this.container.addChild(quad.mesh);
    return quad;
  }
}

function quadProgram(): GlProgram {
  return programOf(
    'picture',
    /* glsl */ `
uniform vec4 uBox;
uniform vec4 uPart;
in vec2 aCorner;
out vec2 vPlace;
void main() {
  vPlace = mix(uPart.xy, uPart.zw, aCorner);
  gl_Position = toClip(toCss(mix(uBox.xy, uBox.zw, aCorner)));
}`,
    /* glsl */ `#version 300 es
precision highp float;
uniform sampler2D uTexture;
uniform sampler2D uTones;
uniform float uAlpha;
in vec2 vPlace;
out vec4 color;
float tone(float value) { return texelFetch(uTones, ivec2(int(value * 255.0 + 0.5), 0), 0).r; }
void main() {
  vec4 texel = texture(uTexture, vPlace);
  vec3 straight = texel.a > 0.0 ? texel.rgb / texel.a : vec3(0.0);
  color = vec4(tone(straight.r), tone(straight.g), tone(straight.b), 1.0) * texel.a * uAlpha;
}`,
  );
}
