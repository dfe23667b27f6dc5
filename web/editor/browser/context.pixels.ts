import { expect, expectColor, test } from './pixels';

test.describe('the WebGL context', () => {
  test('is rebuilt after it was lost', async ({ page }) => {
    const { before, during, after } = await page.evaluate(async () => {
      const { Stage, box, picture, mask } = window.stage;
      const stage = await Stage.open('webgl');
      stage.renderer.setPicture(await picture(300, 200, () => [40, 80, 120]));
      stage.renderer.setMask(mask({ '1 1': 1 }, [[0, 200, 0]]));
      stage.put(box('a', 20, 20, 100, 100, { fill: 1 }));
      const before = await stage.colors([60, 60], [200, 50], [270, 270]);
      const canvas = stage.host.querySelector('canvas');
      const context = canvas?.getContext('webgl2')?.getExtension('WEBGL_lose_context');
      const happened = (name: string) =>
        new Promise((resolve) => canvas?.addEventListener(name, resolve, { once: true }));
      const lost = happened('webglcontextlost');
      context?.loseContext();
      await lost;
      // A context can be restored once the event of its loss is over.
      await new Promise((resolve) => setTimeout(resolve));
      stage.put(box('b', 20, 150, 60, 60, { fill: 1, color: '#0000ff' }));
      const during = stage.renderer.draw();
      const asked = stage.framesAsked;
      const restored = happened('webglcontextrestored');
      context?.restoreContext();
      await restored;
      if (stage.framesAsked === asked) throw new Error('No frame was asked for.');
      return { before, during, after: await stage.colors([60, 60], [200, 50], [270, 270], [50, 180]) };
    });
    expect(during.drawCalls).toBe(0);
    for (const colors of [before, after]) {
      expectColor(colors[0], [255, 0, 0]);
      expectColor(colors[1], [40, 80, 120]);
      expectColor(colors[2], [0, 200, 0]);
    }
    expectColor(after[3], [0, 0, 255]);
  });

  test('gives way to the canvas when it stays lost', async ({ page }) => {
    const { kind, colors } = await page.evaluate(async () => {
      const { Stage, box, picture, mask } = window.stage;
      const stage = await Stage.open('webgl', 0);
      stage.renderer.setPicture(await picture(300, 200, () => [40, 80, 120]));
      stage.renderer.setMask(mask({ '1 1': 1 }, [[0, 200, 0]]));
      stage.put(box('a', 20, 20, 100, 100, { fill: 1 }));
      await stage.settle();
      const asked = stage.framesAsked;
      stage.host.querySelector('canvas')?.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
      while (stage.framesAsked === asked) await new Promise((resolve) => requestAnimationFrame(resolve));
      stage.put(box('b', 20, 150, 60, 60, { fill: 1, color: '#0000ff' }));
      const colors = await stage.colors([60, 60], [200, 50], [270, 270], [50, 180]);
      const { kind } = stage.renderer;
      stage.close();
      return { kind, colors };
    });
    expect(kind).toBe('canvas');
    expectColor(colors[0], [255, 0, 0]);
    expectColor(colors[1], [40, 80, 120]);
    expectColor(colors[2], [0, 200, 0]);
    expectColor(colors[3], [0, 0, 255]);
  });

  test('draws ten thousand polygons in three calls, and a change uploads little', async ({ page }) => {
    const counted = await page.evaluate(async () => {
      const { Stage, box, crowd } = window.stage;
      const calls = { draw: 0, bytes: 0 };
      const proto = WebGL2RenderingContext.prototype;
      const { drawElements, drawElementsInstanced, bufferSubData, bufferData } = proto;
      proto.drawElements = function (...args) {
        calls.draw++;
        drawElements.apply(this, args);
      };
      proto.drawElementsInstanced = function (...args) {
        calls.draw++;
        drawElementsInstanced.apply(this, args);
      };
      proto.bufferSubData = function (...args: unknown[]) {
        calls.bytes += Number(args[4]) * 4;
        Reflect.apply(bufferSubData, this, args);
      };
      proto.bufferData = function (...args: unknown[]) {
        calls.bytes += (args[1] as Float32Array).byteLength;
        Reflect.apply(bufferData, this, args);
      };
      const stage = await Stage.open('webgl');
      stage.put(...crowd(10_000));
      stage.view({ scale: 0.3 });
      await stage.settle();
      calls.draw = 0;
      stage.view({ scale: 0.31 });
      const report = await stage.settle();
      const drawn = calls.draw;
      calls.bytes = 0;
      stage.put(box('s77', 340, 20, 14, 12));
      await stage.settle();
      return { drawn, reported: report.drawCalls, bytes: calls.bytes, shapes: report.shapesDrawn };
    });
    expect(counted.drawn).toBeLessThanOrEqual(3);
    expect(counted.reported).toBe(counted.drawn);
    expect(counted.shapes).toBe(10_000);
    expect(counted.bytes).toBeLessThan(10_000);
  });
});

test('without a GPU the canvas is chosen', async ({ page }) => {
  expect(await page.evaluate(() => window.stage.chosenKind())).toBe('canvas');
});
