import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitBox, fitPicture, panBy, toPicture, toScreen, turned, type View, visibleBox, zoomAt } from './view';

const views = fc.record<View>({
  scale: fc.double({ min: 0.01, max: 64, noNaN: true }),
  x: fc.double({ min: -5000, max: 5000, noNaN: true }),
  y: fc.double({ min: -5000, max: 5000, noNaN: true }),
  rotation: fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const),
  flipped: fc.boolean(),
});
const places = fc.record({
  x: fc.double({ min: -2000, max: 2000, noNaN: true }),
  y: fc.double({ min: -2000, max: 2000, noNaN: true }),
});
const area = { width: 1280, height: 720 };

test('the way to the picture and back ends where it began', () => {
  fc.assert(
    fc.property(views, places, (view, place) => {
      const back = toScreen(view, toPicture(view, place));
      expect(back.x).toBeCloseTo(place.x, 4);
      expect(back.y).toBeCloseTo(place.y, 4);
    }),
  );
});

test('zooming keeps the place under the pointer', () => {
  fc.assert(
    fc.property(views, places, fc.double({ min: 0.01, max: 64, noNaN: true }), (view, place, scale) => {
      const before = toPicture(view, place);
      const after = toScreen(zoomAt(view, place, scale), before);
      expect(after.x).toBeCloseTo(place.x, 3);
      expect(after.y).toBeCloseTo(place.y, 3);
    }),
  );
});

test('a quarter turn goes clockwise and a flip mirrors what is seen', () => {
  const view: View = { scale: 2, x: 100, y: 50, rotation: 90, flipped: false };
  expect(toScreen(view, [10, 0])).toEqual({ x: 100, y: 70 });
  expect(toScreen(view, [0, 10])).toEqual({ x: 80, y: 50 });
  expect(toScreen({ ...view, flipped: true }, [0, 10])).toEqual({ x: 120, y: 50 });
});

test('the fitted picture lies in the middle, whole, however it is turned', () => {
  for (const rotation of [0, 90, 180, 270] as const) {
    for (const flipped of [false, true]) {
      const view = fitPicture({ width: 4000, height: 1000 }, area, { rotation, flipped }, 10);
      const seen = visibleBox(view, area);
      expect((seen.minX + seen.maxX) / 2).toBeCloseTo(2000, 6);
      expect((seen.minY + seen.maxY) / 2).toBeCloseTo(500, 6);
      expect(seen.minX).toBeLessThanOrEqual(0);
      expect(seen.minY).toBeLessThanOrEqual(0);
    }
  }
});

test('a box without a size is fitted without an endless scale', () => {
  const view = fitBox({ minX: 5, minY: 5, maxX: 5, maxY: 5 }, area, { rotation: 0, flipped: false });
  expect(Number.isFinite(view.scale)).toBe(true);
});

test('turning keeps the middle of what is seen', () => {
  fc.assert(
    fc.property(views, fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const), (view, rotation) => {
      const before = toPicture(view, { x: 640, y: 360 });
      const after = toPicture(turned(view, { rotation, flipped: !view.flipped }, area), { x: 640, y: 360 });
      expect(after[0]).toBeCloseTo(before[0], 3);
      expect(after[1]).toBeCloseTo(before[1], 3);
    }),
  );
});

test('panning moves by pixels of the screen', () => {
  const view: View = { scale: 3, x: 0, y: 0, rotation: 180, flipped: true };
  const at = toScreen(panBy(view, 7, -4), [11, 12]);
  const was = toScreen(view, [11, 12]);
  expect([at.x - was.x, at.y - was.y]).toEqual([7, -4]);
});
