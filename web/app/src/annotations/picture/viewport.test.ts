import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitTo, pan, toPicture, toScreen, zoomAt } from './viewport';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const point = fc.tuple(number(-2000, 2000), number(-2000, 2000));
const view = fc.record({ scale: number(0.05, 30), x: number(-3000, 3000), y: number(-3000, 3000) });
const size = fc.record({ width: number(60, 3000), height: number(60, 3000) });

test('the screen and the picture translate into each other', () => {
  fc.assert(
    fc.property(view, point, (at, [x, y]) => {
      const [backX, backY] = toScreen(at, toPicture(at, [x, y]));
      expect(backX).toBeCloseTo(x, 6);
      expect(backY).toBeCloseTo(y, 6);
    }),
  );
});

test('what lies under the pointer stays there while zooming', () => {
  fc.assert(
    fc.property(view, point, number(0.2, 5), (at, pointer, factor) => {
      const before = toPicture(at, pointer);
      const after = toPicture(zoomAt(at, factor, pointer), pointer);
      expect(after[0]).toBeCloseTo(before[0], 4);
      expect(after[1]).toBeCloseTo(before[1], 4);
    }),
  );
});

test('a part that is shown lies on the screen as a whole', () => {
  fc.assert(
    fc.property(size, size, (picture, screen) => {
      const shown = fitTo({ left: 0, top: 0, right: picture.width, bottom: picture.height }, screen);
      const [left, top] = toScreen(shown, [0, 0]);
      const [right, bottom] = toScreen(shown, [picture.width, picture.height]);
      expect(Math.min(left, top)).toBeGreaterThanOrEqual(-1e-6);
      expect(right).toBeLessThanOrEqual(screen.width + 1e-6);
      expect(bottom).toBeLessThanOrEqual(screen.height + 1e-6);
    }),
  );
});

test('a picture cannot be moved out of sight', () => {
  fc.assert(
    fc.property(view, point, size, size, (at, by, picture, screen) => {
      const moved = pan(at, by, picture, screen);
      const [left, top] = toScreen(moved, [0, 0]);
      const [right, bottom] = toScreen(moved, [picture.width, picture.height]);
      expect(left).toBeLessThan(screen.width);
      expect(top).toBeLessThan(screen.height);
      expect(right).toBeGreaterThan(0);
      expect(bottom).toBeGreaterThan(0);
    }),
  );
});
