import { expect, expectColor, kinds, test, white } from './pixels';
import type { Rgb } from './stage';

const pink: Rgb = [255, 128, 128];
const red: Rgb = [255, 0, 0];

for (const kind of kinds) {
  test.describe(`shapes, ${kind}`, () => {
    test('a polygon has a line and a translucent inside, and its hole has none', async ({ page }) => {
      const colors = await page.evaluate(async (kind) => {
        const { Stage, shape } = window.stage;
        const stage = await Stage.open(kind);
        stage.look({ strokeWidth: 3 });
        stage.put(
          shape('a', [50, 50, 250, 50, 250, 250, 50, 250], { holes: [[100, 100, 200, 100, 200, 200, 100, 200]] }),
        );
        return await stage.colors([75, 75], [150, 150], [20, 20], [150, 50], [100, 150]);
      }, kind);
      expectColor(colors[0], pink);
      expectColor(colors[1], white);
      expectColor(colors[2], white);
      expectColor(colors[3], red);
      expectColor(colors[4], red);
    });

    test('the hole is one whichever way its ring runs', async ({ page }) => {
      const colors = await page.evaluate(async (kind) => {
        const { Stage, shape } = window.stage;
        const stage = await Stage.open(kind);
        const hole = [100, 100, 200, 100, 200, 200, 100, 200];
        const turned = [100, 100, 100, 200, 200, 200, 200, 100];
        stage.put(
          shape('a', [50, 50, 250, 50, 250, 250, 50, 250], { holes: [hole] }),
          shape('b', [250, 50, 250, 250, 390, 250, 390, 50], { holes: [turned.map((v, i) => (i % 2 ? v : v + 170))] }),
        );
        return await stage.colors([150, 150], [320, 150], [260, 60]);
      }, kind);
      expectColor(colors[0], white);
      expectColor(colors[1], white);
      expectColor(colors[2], pink);
    });

    test('a line is not filled, a point is a dot of constant size', async ({ page }) => {
      const read = async (scale: number) =>
        await page.evaluate(
          async ([kind, scale]) => {
            const { Stage, shape } = window.stage;
            const stage = await Stage.open(kind);
            stage.put(
              shape('line', [10, 10, 100, 10, 100, 100], { open: true }),
              shape('point', [], { points: [[30, 60]], color: '#0000ff' }),
            );
            stage.view({ scale });
            const colors = await stage.colors(
              [70 * scale, 40 * scale],
              [30 * scale, 60 * scale],
              [30 * scale + 7, 60 * scale],
            );
            stage.close();
            return colors;
          },
          [kind, scale] as const,
        );
      for (const scale of [1, 2.5]) {
        const colors = await read(scale);
        expectColor(colors[0], white);
        expectColor(colors[1], [0, 0, 255]);
        expectColor(colors[2], white);
      }
    });

    test('the higher shape lies above, whatever their styles', async ({ page }) => {
      const colors = await page.evaluate(async (kind) => {
        const { Stage, box } = window.stage;
        const stage = await Stage.open(kind);
        const [red, blue] = [
          { fill: 1, color: '#ff0000' },
          { fill: 1, color: '#0000ff' },
        ];
        stage.put(
          box('third', 60, 60, 60, 60, { ...red, z: 3 }),
          box('first', 20, 20, 60, 60, { ...red, z: 1 }),
          box('second', 40, 40, 60, 60, { ...blue, z: 2 }),
          box('alone', 300, 200, 60, 60, { ...red, z: 0 }),
        );
        return await stage.colors([30, 30], [50, 50], [70, 70], [90, 90], [330, 230]);
      }, kind);
      for (const at of [0, 2, 3, 4]) expectColor(colors[at], red);
      expectColor(colors[1], [0, 0, 255]);
    });

    test('lines are as wide at every scale', async ({ page }) => {
      for (const scale of [0.5, 1, 4]) {
        const dark = await page.evaluate(
          async ([kind, scale]) => {
            const { Stage, box } = window.stage;
            const stage = await Stage.open(kind);
            stage.look({ strokeWidth: 4 });
            stage.put(box('a', 40, 10, 500, 500, { fill: 0 }));
            stage.view({ scale });
            const across = Array.from({ length: 20 }, (_, x): [number, number] => [40 * scale - 10 + x, 150]);
            const colors = await stage.colors(...across);
            stage.close();
            return colors.reduce((sum, [, green]) => sum + (255 - green) / 255, 0);
          },
          [kind, scale] as const,
        );
        expect(Math.abs(dark - 4), `${dark} pixels at scale ${scale}`).toBeLessThan(0.6);
      }
    });

    test('a dashed line has gaps', async ({ page }) => {
      const dark = await page.evaluate(async (kind) => {
        const { Stage, box } = window.stage;
        const stage = await Stage.open(kind);
        stage.look({ strokeWidth: 2 });
        stage.put(box('a', 20, 50, 300, 200, { dashed: true, fill: 0 }));
        const along = Array.from({ length: 200 }, (_, x): [number, number] => [50 + x, 50]);
        return (await stage.colors(...along)).filter(([, green]) => green < 128).length;
      }, kind);
      expect(dark).toBeGreaterThan(90);
      expect(dark).toBeLessThan(150);
    });

    test('hidden shapes go and come back, removed ones stay away', async ({ page }) => {
      const colors = await page.evaluate(async (kind) => {
        const { Stage, box } = window.stage;
        const stage = await Stage.open(kind);
        stage.put(box('a', 10, 10, 100, 100), box('b', 150, 10, 100, 100));
        const places: [number, number][] = [
          [60, 60],
          [200, 60],
        ];
        const before = await stage.colors(...places);
        stage.renderer.setHidden(new Set(['a']));
        const hidden = await stage.colors(...places);
        stage.renderer.setHidden(new Set());
        stage.renderer.update({ put: [], removed: ['b'] });
        return [...before, ...hidden, ...(await stage.colors(...places))];
      }, kind);
      const wanted = [pink, pink, white, pink, pink, white];
      for (const [at, color] of wanted.entries()) expectColor(colors[at], color);
    });

    test('a changed shape is drawn where it is now only', async ({ page }) => {
      const colors = await page.evaluate(async (kind) => {
        const { Stage, box } = window.stage;
        const stage = await Stage.open(kind);
        stage.put(box('a', 10, 10, 100, 100), box('b', 60, 60, 100, 100, { color: '#00ff00' }));
        await stage.settle();
        stage.put(box('a', 200, 100, 100, 100, { color: '#0000ff' }));
        return await stage.colors([30, 30], [80, 80], [250, 150], [10, 60]);
      }, kind);
      expectColor(colors[0], white);
      expectColor(colors[1], [128, 255, 128]);
      expectColor(colors[2], [128, 128, 255]);
      expectColor(colors[3], white);
    });

    test('a shape in the overlay stands in the place of the stored one', async ({ page }) => {
      const colors = await page.evaluate(async (kind) => {
        const { Stage, box } = window.stage;
        const stage = await Stage.open(kind);
        stage.put(box('a', 10, 10, 100, 100));
        await stage.settle();
        stage.overlay({ shapes: [box('a', 200, 10, 100, 100)] });
        const during = await stage.colors([60, 60], [250, 60]);
        stage.overlay({});
        return [...during, ...(await stage.colors([60, 60], [250, 60]))];
      }, kind);
      const wanted = [white, pink, pink, white];
      for (const [at, color] of wanted.entries()) expectColor(colors[at], color);
    });

    test('the selected shape has a dark and a light line, the hovered one a wider', async ({ page }) => {
      const rows = await page.evaluate(async (kind) => {
        const { Stage, box } = window.stage;
        const stage = await Stage.open(kind);
        stage.put(box('a', 50, 50, 200, 200, { fill: 0 }));
        const across = Array.from({ length: 16 }, (_, y): [number, number] => [150, 42 + y]);
        const plain = await stage.colors(...across);
        stage.renderer.setHighlight(null, new Set(['a']));
        const selected = await stage.colors(...across);
        stage.renderer.setHighlight('a', new Set());
        return { plain, selected, hovered: await stage.colors(...across) };
      }, kind);
      const darkest = (colors: Rgb[]) => Math.min(...colors.map(([red]) => red));
      const lightInside = Math.max(...rows.selected.slice(7, 9).map(([, green]) => green));
      const wide = (colors: Rgb[]) => colors.filter(([, green]) => green < 200).length;
      expect(darkest(rows.plain)).toBeGreaterThan(200);
      expect(darkest(rows.selected)).toBeLessThan(60);
      expect(lightInside).toBeGreaterThan(180);
      expect(wide(rows.hovered)).toBeGreaterThan(wide(rows.plain));
    });

    test('labels are there for all, for the hovered, or for none', async ({ page }) => {
      const inked = await page.evaluate(async (kind) => {
        const { Stage, box } = window.stage;
        const stage = await Stage.open(kind);
        stage.put(box('a', 50, 50, 100, 100, { label: 'Car', color: '#202020' }));
        const counts: number[] = [];
        for (const labels of ['none', 'hovered', 'all'] as const) {
          stage.look({ labels });
          stage.renderer.setHighlight(null, new Set());
          counts.push(await stage.ink(48, 30, 52, 18));
          stage.renderer.setHighlight('a', new Set());
          counts.push(await stage.ink(48, 30, 52, 18));
        }
        return counts;
      }, kind);
      expect(inked.map((count) => count > 200)).toEqual([false, false, false, true, true, true]);
    });

    test('shapes too small to be seen are dots, and vertices appear from near', async ({ page }) => {
      const counts = await page.evaluate(async (kind) => {
        const { Stage, box } = window.stage;
        const stage = await Stage.open(kind);
        stage.put(box('a', 1000, 1000, 20, 20, { fill: 0 }));
        stage.view({ scale: 0.05, x: 50, y: 50 });
        const dot = await stage.ink(90, 90, 20, 20);
        stage.look({ strokeWidth: 1 });
        stage.view({ scale: 8, x: -7900, y: -7900 });
        return { dot, corner: await stage.ink(97, 97, 6, 6), edge: await stage.ink(177, 97, 6, 6) };
      }, kind);
      expect(counts.dot).toBeGreaterThan(5);
      expect(counts.dot).toBeLessThan(13);
      expect(counts.corner).toBeGreaterThan(counts.edge + 6);
    });

    test('a turned and mirrored view shows the shape where the maths says', async ({ page }) => {
      const results = await page.evaluate(async (kind) => {
        const { Stage, box } = window.stage;
        const stage = await Stage.open(kind);
        stage.put(box('a', 0, 0, 100, 40, { fill: 1 }));
        const colors = [];
        for (const rotation of [0, 90, 180, 270] as const) {
          for (const flipped of [false, true]) {
            stage.view({ rotation, flipped, x: 200, y: 150 });
            // The middle of the box, and of its mirror image that must stay white.
            const [cos, sin] = ({ 0: [1, 0], 90: [0, 1], 180: [-1, 0], 270: [0, -1] } as const)[rotation];
            const x = (cos * 80 - sin * 20) * (flipped ? -1 : 1);
            const y = sin * 80 + cos * 20;
            colors.push(...(await stage.colors([200 + x, 150 + y], [200 - x, 150 - y])));
          }
        }
        return colors;
      }, kind);
      expect(results).toHaveLength(16);
      for (const [at, color] of results.entries()) expectColor(color, at % 2 === 0 ? red : white);
    });

    test('a screen of two device pixels to one shows finer lines at the same places', async ({ page }) => {
      const colors = await page.evaluate(async (kind) => {
        const { Stage, box } = window.stage;
        const stage = await Stage.open(kind);
        stage.pixelRatio = 2;
        stage.renderer.setSize(400, 300, 2);
        stage.put(box('a', 100, 100, 100, 100));
        return await stage.colors([150, 150], [100, 150], [90, 150], [210, 150]);
      }, kind);
      expectColor(colors[0], pink);
      expectColor(colors[1], red, 40);
      expectColor(colors[2], white);
      expectColor(colors[3], white);
    });

    test('shapes with NaN, without points and far outside do no harm', async ({ page }) => {
      const colors = await page.evaluate(async (kind) => {
        const { Stage, shape, box } = window.stage;
        const stage = await Stage.open(kind);
        stage.put(
          shape('nan', [Number.NaN, 1, 2, 3, 4, 5]),
          shape('none', []),
          shape('one', [30, 30]),
          box('far', 1e7, 1e7, 100, 100),
          box('a', 10, 10, 100, 100),
        );
        await stage.settle();
        stage.renderer.update({ put: [], removed: ['nan', 'none', 'one', 'nobody'] });
        return await stage.colors([60, 60]);
      }, kind);
      expectColor(colors[0], pink);
    });
  });
}
