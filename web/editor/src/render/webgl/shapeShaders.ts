import { GlProgram } from 'pixi.js';
import { pointSize, vertexSize } from '../layers/paintBatches';
import { dotBelow, verticesAbove } from '../scene/detail';
import { viewShader } from './viewUniforms';

const float = (value: number) => value.toFixed(1);

/** Insides: triangles with the opacity in the colour. Shapes too small to be seen have none. */
export function fillProgram(): GlProgram {
  return programOf(
    'shape-fills',
    /* glsl */ `
in vec2 aPosition;
in float aSize;
in vec4 aColor;
out vec4 vColor;
void main() {
  float alpha = aColor.a * uOpacity;
  vColor = vec4(aColor.rgb * alpha, alpha);
  bool seen = alpha > 0.0 && aSize * uScale >= ${float(dotBelow)};
  gl_Position = seen ? toClip(toCss(aPosition)) : nowhere;
}`,
    /* glsl */ `#version 300 es
precision highp float;
in vec4 vColor;
out vec4 color;
void main() { color = vColor; }`,
  );
}

/** Lines: a quad per edge, as wide as the stroke on the screen, smoothed by the distance from the edge. */
export function lineProgram(): GlProgram {
  return programOf(
    'shape-lines',
    /* glsl */ `
in vec2 aCorner;
in vec2 aFrom;
in vec2 aTo;
in float aStart;
in float aSize;
in vec4 aColor;
out vec4 vColor;
out vec2 vPlace;
out float vLength;
out float vStart;
out float vHalf;
void main() {
  vec2 from = toCss(aFrom) * uRatio;
  vec2 to = toCss(aTo) * uRatio;
  float length_ = distance(from, to);
  vec2 along = length_ > 0.0 ? (to - from) / length_ : vec2(1.0, 0.0);
  vHalf = 0.5 * uStroke * uRatio;
  float reach = vHalf + 1.0;
  vPlace = vec2(mix(-reach, length_ + reach, aCorner.x), mix(-reach, reach, aCorner.y));
  vLength = length_;
  vStart = aStart < 0.0 ? -1.0 : aStart * uScale;
  vColor = aColor;
  vec2 at = from + along * vPlace.x + vec2(-along.y, along.x) * vPlace.y;
  bool seen = aColor.a > 0.0 && aSize * uScale >= ${float(dotBelow)};
  gl_Position = seen ? toClip(at / uRatio) : nowhere;
}`,
    /* glsl */ `#version 300 es
precision highp float;
uniform float uRatio;
in vec4 vColor;
in vec2 vPlace;
in float vLength;
in float vStart;
in float vHalf;
out vec4 color;
void main() {
  if (vStart >= 0.0 && mod(vStart + vPlace.x / uRatio, 10.0) > 6.0) discard;
  float away = length(vec2(vPlace.x - clamp(vPlace.x, 0.0, vLength), vPlace.y));
  float alpha = clamp(vHalf - away + 0.5, 0.0, 1.0) * min(1.0, 2.0 * vHalf);
  color = vec4(vColor.rgb * alpha, alpha);
}`,
  );
}

/** Dots of constant size. Kind 0: a point with a pale ring; 1: a shape too small to be seen; 2: a vertex seen from near. */
export function dotProgram(): GlProgram {
  return programOf(
    'shape-dots',
    /* glsl */ `
in vec2 aCorner;
in vec2 aPlace;
in float aKind;
in float aMeasure;
in vec4 aColor;
out vec4 vColor;
out vec2 vPlace;
out float vHalf;
out float vRound;
void main() {
  float measure = aMeasure * uScale;
  bool seen = aKind < 0.5 || (aKind < 1.5 ? measure < ${float(dotBelow)} : measure > ${float(verticesAbove)});
  float side = aKind < 0.5 ? ${float(pointSize)} : aKind < 1.5 ? ${float(dotBelow)} : ${float(vertexSize)};
  vHalf = 0.5 * side * uRatio;
  vRound = aKind < 0.5 ? 1.0 : 0.0;
  vPlace = (aCorner * 2.0 - 1.0) * (vHalf + 1.0);
  vColor = aColor;
  gl_Position = seen && aColor.a > 0.0 ? toClip(toCss(aPlace) + vPlace / uRatio) : nowhere;
}`,
    /* glsl */ `#version 300 es
precision highp float;
uniform float uRatio;
in vec4 vColor;
in vec2 vPlace;
in float vHalf;
in float vRound;
out vec4 color;
void main() {
  float away = vRound > 0.5 ? length(vPlace) : max(abs(vPlace.x), abs(vPlace.y));
  float alpha = clamp(vHalf - away + 0.5, 0.0, 1.0);
  float inner = vRound > 0.5 ? clamp(vHalf - uRatio - away + 0.5, 0.0, 1.0) : 1.0;
  color = vec4(mix(vec3(1.0), vColor.rgb, inner) * alpha, alpha);
}`,
  );
}

export function programOf(name: string, vertex: string, fragment: string): GlProgram {
  return new GlProgram({ name, vertex: viewShader + vertex, fragment, preferredFragmentPrecision: 'highp' });
}
