import { expect, test } from 'vitest';
import { paletteNames, recoloured } from './palettes';

const tools = Array.from({ length: 20 }, (_, at) => ({
  schemaId: `c${at}`,
  title: `Class ${at}`,
  tool: 'polygon',
  color: '#ff0000',
}));
const schema = { tools, classifications: [], relations: [] };

test('the colours of the project stay', () => {
  expect(recoloured(schema, 'project')).toBe(schema);
});

test.each(paletteNames.filter((name) => name !== 'project'))('%s tells classes apart by colour or dashes', (name) => {
  const looks = recoloured(schema, name).tools.map(({ color, dashed }) => `${color} ${dashed}`);
  const inTwoRounds = new Set(looks.slice(0, 14));
  expect(inTwoRounds.size).toBe(14);
});

test('nothing but colours and dashes changes', () => {
  const { tools: after } = recoloured(schema, 'distinct');
  expect(after.map(({ color: _, dashed: __, ...rest }) => rest)).toEqual(tools.map(({ color: _, ...rest }) => rest));
});

/** How a colour looks without cones for red or for green, in linear light (Viénot, Brettel and Mollon 1999). */
const deficiencies: Readonly<Record<string, readonly (readonly number[])[]>> = {
  protanopia: [
    [0.11238, 0.88762, 0],
    [0.11238, 0.88762, 0],
    [0.00401, -0.00401, 1],
  ],
  deuteranopia: [
    [0.29275, 0.70725, 0],
    [0.29275, 0.70725, 0],
    [-0.02234, 0.02234, 1],
  ],
};

const linear = (color: string) => [1, 3, 5].map((at) => (Number.parseInt(color.slice(at, at + 2), 16) / 255) ** 2.2);

test.each(Object.entries(deficiencies))('the colours of "distinct" stay apart for %s', (_, matrix) => {
  const colors = [...new Set(recoloured(schema, 'distinct').tools.map(({ color }) => color ?? ''))];
  const seen = colors.map((color) => {
    const light = linear(color);
    return matrix.map(
      (row) =>
        Math.max(
          0,
          row.reduce((sum, factor, at) => sum + factor * (light[at] ?? 0), 0),
        ) **
        (1 / 2.2),
    );
  });
  for (const [at, one] of seen.entries()) {
    for (const other of seen.slice(at + 1)) {
      expect(Math.hypot(...one.map((value, channel) => value - (other[channel] ?? 0)))).toBeGreaterThan(0.07);
    }
  }
});
