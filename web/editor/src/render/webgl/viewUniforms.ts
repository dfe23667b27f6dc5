import { UniformGroup } from 'pixi.js';
import type { Frame } from '../frame';
import { matrixOf } from '../view';

/** What every shader knows of the frame. */
export type ViewUniforms = ReturnType<typeof createViewUniforms>;

export function createViewUniforms() {
  return new UniformGroup({
    uLinear: { value: new Float32Array(4), type: 'vec4<f32>' },
    uOffset: { value: new Float32Array(2), type: 'vec2<f32>' },
    uArea: { value: new Float32Array(2), type: 'vec2<f32>' },
    uScale: { value: 1, type: 'f32' },
    uRatio: { value: 1, type: 'f32' },
    uStroke: { value: 1, type: 'f32' },
    uOpacity: { value: 1, type: 'f32' },
  });
}

export function setViewUniforms(group: ViewUniforms, { view, width, height, pixelRatio, look }: Frame): void {
  const m = matrixOf(view);
  const { uniforms } = group;
  uniforms.uLinear = Float32Array.of(m.a, m.b, m.c, m.d);
  uniforms.uOffset = Float32Array.of(m.e, m.f);
  uniforms.uArea = Float32Array.of(width, height);
  uniforms.uScale = view.scale;
  uniforms.uRatio = pixelRatio;
  uniforms.uStroke = look.strokeWidth;
  uniforms.uOpacity = look.opacity;
  group.update();
}

/** Head of all vertex shaders: from the picture to CSS pixels, and from there to the screen. */
export const viewShader = /* glsl */ `#version 300 es
precision highp float;
uniform vec4 uLinear;
uniform vec2 uOffset;
uniform vec2 uArea;
uniform float uScale;
uniform float uRatio;
uniform float uStroke;
uniform float uOpacity;
const vec4 nowhere = vec4(2.0, 2.0, 2.0, 1.0);
vec2 toCss(vec2 p) { return mat2(uLinear.xy, uLinear.zw) * p + uOffset; }
vec4 toClip(vec2 css) { return vec4((css / uArea * 2.0 - 1.0) * vec2(1.0, -1.0), 0.0, 1.0); }
`;
