import { expect, expectColor, kinds, test, white } from './pixels';
import type { Rgb } from './stage';

for (const kind of kinds) {
  test.describe(`picture, ${kind}`, () => {
    test('lies under the shapes, enlarged, turned and mirrored with the view', async ({ page }) => {
      const colors = await page.evaluate(async (kind) => {
        const { Stage, picture, box } = window.stage;
        const stage = await Stage.open(kind);
        stage.renderer.setPicture(await picture(40, 20, (x, y) => [x < 20 ? 200 : 40, y < 10 ? 200 : 40, 100]));
        stage.put(box('a', 0, 0, 5, 5, { fill: 1 }));
        stage.view({ scale: 4, x: 20, y: 30 });
        const upright = await stage.colors([60, 60], [160, 60], [60, 100], [160, 100], [30, 40], [190, 60], [10, 10]);
        stage.view({ scale: 4, x: 200, y: 30, rotation: 90, flipped: true });
        return [...upright, ...(await stage.colors([230, 70], [270, 70], [230, 170]))];
      }, kind);
      const wanted: Rgb[] = [
        [200, 200, 100],
        [40, 200, 100],
        [200, 40, 100],
        [40, 40, 100],
        [255, 0, 0],
        white,
        white,
        [200, 200, 100],
        [200, 40, 100],
        [40, 200, 100],
      ];
      for (const [at, color] of wanted.entries()) expectColor(colors[at], color);
    });

    test('brightness, contrast, gamma and inversion follow the same table', async ({ page }) => {
      const results = await page.evaluate(async (kind) => {
        const { Stage, picture } = window.stage;
        const stage = await Stage.open(kind);
        stage.renderer.setPicture(await picture(100, 100, () => [60, 128, 220]));
        const looks = [
          {},
          { brightness: 0.2 },
          { contrast: 1.5 },
          { gamma: 2.2 },
          { invert: true },
          { brightness: -0.1, contrast: 0.7, gamma: 0.8, invert: true },
        ];
        const colors = [];
        for (const look of looks) {
          stage.look(look);
          colors.push(...(await stage.colors([50, 50])));
        }
        return colors;
      }, kind);
      const tone = (value: number, b: number, c: number, g: number, invert: boolean) => {
        const lit = Math.min(Math.max((value / 255 - 0.5) * c + 0.5 + b, 0), 1) ** (1 / g);
        return Math.round(255 * (invert ? 1 - lit : lit));
      };
      const all = (b: number, c: number, g: number, invert: boolean): Rgb => [
        tone(60, b, c, g, invert),
        tone(128, b, c, g, invert),
        tone(220, b, c, g, invert),
      ];
      expectColor(results[0], [60, 128, 220], 2);
      expectColor(results[1], all(0.2, 1, 1, false), 2);
      expectColor(results[2], all(0, 1.5, 1, false), 2);
      expectColor(results[3], all(0, 1, 2.2, false), 2);
      expectColor(results[4], all(0, 1, 1, true), 2);
      expectColor(results[5], all(-0.1, 0.7, 0.8, true), 2);
    });

    test('enlarged pixels are squares without smoothing and blend with it', async ({ page }) => {
      const colors = await page.evaluate(async (kind) => {
        const { Stage, picture } = window.stage;
        const stage = await Stage.open(kind);
        stage.renderer.setPicture(await picture(4, 4, (x) => (x < 2 ? [0, 0, 0] : [255, 255, 255])));
        stage.view({ scale: 50 });
        stage.look({ smoothing: false });
        const squares = await stage.colors([95, 100], [105, 100]);
        stage.look({ smoothing: true });
        return [...squares, ...(await stage.colors([95, 100], [105, 100]))];
      }, kind);
      expectColor(colors[0], [0, 0, 0]);
      expectColor(colors[1], [255, 255, 255]);
      expect(colors[2]?.[0]).toBeGreaterThan(60);
      expect(colors[3]?.[0]).toBeLessThan(200);
    });

    test('a mask shows its colours, and only painted tiles change', async ({ page }) => {
      const colors = await page.evaluate(async (kind) => {
        const { Stage, mask } = window.stage;
        const stage = await Stage.open(kind);
        stage.look({ opacity: 0.5 });
        const source = mask({ '0 0': 1, '1 1': 2 }, [
          [255, 0, 0],
          [0, 0, 255],
        ]);
        stage.renderer.setMask(source);
        stage.view({ scale: 0.5 });
        const before = await stage.colors([60, 60], [190, 190], [190, 60]);
        source.tile(0, 0)?.fill(2);
        source.tile(1, 1)?.fill(0);
        stage.renderer.maskChanged([{ x: 0, y: 0 }]);
        const after = await stage.colors([60, 60], [190, 190]);
        stage.renderer.setMask(null);
        return [...before, ...after, ...(await stage.colors([60, 60]))];
      }, kind);
      const wanted: Rgb[] = [[255, 128, 128], [128, 128, 255], white, [128, 128, 255], [128, 128, 255], white];
      for (const [at, color] of wanted.entries()) if (at !== 4) expectColor(colors[at], color);
    });

    test('the grid shows the borders of large pixels', async ({ page }) => {
      const [on, off] = await page.evaluate(async (kind) => {
        const { Stage, picture } = window.stage;
        const stage = await Stage.open(kind);
        stage.renderer.setPicture(await picture(8, 8, () => [255, 255, 255]));
        stage.view({ scale: 20 });
        stage.look({ grid: true });
        const ink = async () => (await stage.colors([40, 50], [39, 50])).some(([red]) => red < 250);
        const on = await ink();
        stage.look({ grid: false });
        return [on, await ink()];
      }, kind);
      expect([on, off]).toEqual([true, false]);
    });
  });
}
