import { expect, kinds, test } from './pixels';

for (const kind of kinds) {
  test.describe(`movement, ${kind}`, () => {
    test('after panning and zooming the pixels are those of a fresh drawing', async ({ page }) => {
      const differences = await page.evaluate(async (kind) => {
        const { Stage, box, crowd, difference } = window.stage;
        const shapes = crowd(3000);
        const changed = box('s20', 400, 0, 14, 12, { color: '#20a020' });
        const views = [
          { scale: 0.4, x: 10, y: 5 },
          { scale: 0.4, x: -23, y: 18 },
          { scale: 0.5, x: -23, y: 18 },
          { scale: 0.55, x: -30.4, y: -12.7 },
          { scale: 0.55, x: 12, y: -12.7 },
          { scale: 1.5, x: -200, y: -100 },
          { scale: 1.5, x: -211, y: -80 },
        ];
        const walked = await Stage.open(kind);
        walked.put(...shapes);
        const images: ImageData[] = [];
        for (const [at, view] of views.entries()) {
          walked.view(view);
          // Comes while the sharp drawing of a zoom step is under way, and must not be lost by it.
          if (at === 3) walked.put(changed);
          walked.renderer.draw();
          images.push(await walked.image());
        }
        walked.close();
        const differences: number[] = [];
        for (const [at, view] of views.entries()) {
          const fresh = await Stage.open(kind);
          fresh.put(...shapes, ...(at < 3 ? [] : [changed]));
          fresh.view(view);
          differences.push(difference(await fresh.image(), images[at] ?? new ImageData(400, 300)));
          fresh.close();
        }
        return differences;
      }, kind);
      for (const difference of differences) expect(difference).toBeLessThan(0.001);
    });

    test('a frame without a change draws no shape anew', async ({ page }) => {
      const reports = await page.evaluate(async (kind) => {
        const { Stage, box } = window.stage;
        const stage = await Stage.open(kind);
        stage.put(box('a', 10, 10, 100, 100));
        const first = await stage.settle();
        stage.renderer.setHighlight('a', new Set());
        return [first, await stage.settle()];
      }, kind);
      expect(reports[0]).toMatchObject({ staticRedrawn: true, shapesDrawn: 1 });
      expect(reports[1]).toMatchObject({ staticRedrawn: false });
    });
  });
}
