import type { DrawnShape } from '../../../web/editor/src/render/renderer';

export const pictureSide = 8192;
export const colors = [
  '#e03131', '#c2255c', '#9c36b5', '#6741d9', '#3b5bdb', '#1971c2', '#0c8599', '#099268', '#2f9e44', '#f08c00',
];

/** The same numbers in every run. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Blobs of `corners` points spread over a picture of 8192 x 8192. */
export function polygons(count: number, corners = 20): DrawnShape[] {
  const random = randomNumbers(1);
  return Array.from({ length: count }, (_, index) => {
    const radius = 25 + random() * 50;
    const x = radius + random() * (pictureSide - 2 * radius);
    const y = radius + random() * (pictureSide - 2 * radius);
    const points = new Float64Array(2 * corners);
    for (let corner = 0; corner < corners; corner++) {
      const angle = (corner / corners) * 2 * Math.PI;
      const distance = radius * (0.75 + 0.25 * random());
      points[2 * corner] = x + Math.cos(angle) * distance;
      points[2 * corner + 1] = y + Math.sin(angle) * distance;
    }
    return {
      key: `shape-${index}`,
      paths: [{ points, closed: true }],
      points: [],
      color: colors[index % colors.length] ?? '#000000',
      fill: 0.25,
      dashed: false,
      label: `class ${index % colors.length}`,
      z: index,
    };
  });
}
