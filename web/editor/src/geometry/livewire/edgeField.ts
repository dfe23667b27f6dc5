/** What the live-wire knows of a part of a picture: for each pixel how much it looks like an edge, and along where. */
export interface EdgeField {
  readonly width: number;
  readonly height: number;
  /** 0.43 Z + 0.14 (1 - G / Gmax): what a pixel costs by itself. */
  readonly costs: Float32Array;
  /** Unit vector along the edge; 0, 0 where there is none. */
  readonly alongX: Float32Array;
  readonly alongY: Float32Array;
}

/** Weights of zero crossing, direction and strength (Mortensen and Barrett: Intelligent Scissors, 1995). */
export const WEIGHTS = { crossing: 0.43, direction: 0.43, strength: 0.14 };

/** The edges of a picture with four bytes a pixel. */
export function edgeField(rgba: Uint8ClampedArray, width: number, height: number): EdgeField {
  const light = lightOf(rgba, width * height);
  const at = reader(light, width, height);
  const size = width * height;
  const [alongX, alongY, strength, curve] = [
    new Float32Array(size),
    new Float32Array(size),
    new Float32Array(size),
    new Float32Array(size),
  ];
  let strongest = 0;
  for (let y = 0, index = 0; y < height; y++) {
    for (let x = 0; x < width; x++, index++) {
      const right = at(x + 1, y - 1) + 2 * at(x + 1, y) + at(x + 1, y + 1);
      const left = at(x - 1, y - 1) + 2 * at(x - 1, y) + at(x - 1, y + 1);
      const below = at(x - 1, y + 1) + 2 * at(x, y + 1) + at(x + 1, y + 1);
      const above = at(x - 1, y - 1) + 2 * at(x, y - 1) + at(x + 1, y - 1);
      const [gx, gy] = [right - left, below - above];
      const length = Math.hypot(gx, gy);
      strength[index] = length;
      strongest = Math.max(strongest, length);
      curve[index] = at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1) - 4 * at(x, y);
      if (length > 0) {
        alongX[index] = -gy / length;
        alongY[index] = gx / length;
      }
    }
  }
  return { width, height, costs: costsOf(strength, strongest, crossingsOf(curve, width)), alongX, alongY };
}

function lightOf(rgba: Uint8ClampedArray, size: number): Float32Array {
  const light = new Float32Array(size);
  for (let index = 0; index < size; index++) {
    const [red, green, blue] = [rgba[index * 4] ?? 0, rgba[index * 4 + 1] ?? 0, rgba[index * 4 + 2] ?? 0];
    light[index] = 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  return light;
}

/** Beyond the border the picture goes on as at the border. */
function reader(light: Float32Array, width: number, height: number): (x: number, y: number) => number {
  return (x, y) => {
    const column = x < 0 ? 0 : x >= width ? width - 1 : x;
    const row = y < 0 ? 0 : y >= height ? height - 1 : y;
    return light[row * width + column] as number;
  };
}

/** Pixels at which the second derivative changes its sign, the nearer of the two to zero. */
function crossingsOf(curve: Float32Array, width: number): Uint8Array {
  const crossings = new Uint8Array(curve.length);
  const compare = (index: number, other: number): void => {
    const [one, two] = [curve[index] as number, curve[other] as number];
    if (one * two < 0) crossings[Math.abs(one) <= Math.abs(two) ? index : other] = 1;
  };
  for (let index = 0; index < curve.length; index++) {
    if ((index + 1) % width !== 0) compare(index, index + 1);
    if (index + width < curve.length) compare(index, index + width);
  }
  return crossings;
}

function costsOf(strength: Float32Array, strongest: number, crossings: Uint8Array): Float32Array {
  return strength.map((length, index) => {
    const weak = strongest === 0 ? 1 : 1 - length / strongest;
    return WEIGHTS.crossing * (1 - (crossings[index] as number)) + WEIGHTS.strength * weak;
  });
}
