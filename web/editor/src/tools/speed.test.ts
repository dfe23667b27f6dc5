import { expect, test } from 'vitest';
import type { Member, Point } from '../model/answer';
import { shape, TestEditor } from '../testing/TestEditor';

/** Polygons of twenty points in rows of a hundred. */
function polygons(count: number): Member[] {
  return Array.from({ length: count }, (_, index) => {
    const [x, y] = [(index % 100) * 80 + 40, Math.floor(index / 100) * 80 + 40];
    const ring = Array.from({ length: 20 }, (_corner, corner): Point => {
      const angle = (corner * Math.PI) / 10;
      return [x + 30 * Math.cos(angle), y + 30 * Math.sin(angle)];
    });
    return shape(`p${index}`, 'polygon', ring);
  });
}

/** Milliseconds of moving over the shapes, and of dragging a vertex and a body: the best of some rounds. */
function gestures(count: number): { hover: number; drag: number } {
  const editor = new TestEditor({
    objects: polygons(count),
    picture: { width: 8192, height: 8192 },
    options: { snapping: true },
  });
  const timed = (work: () => void): number => {
    const started = performance.now();
    work();
    return performance.now() - started;
  };
  const rounds = Array.from({ length: 7 }, (_, round) => ({
    hover: timed(() => {
      for (let step = 0; step < 100; step++) {
        editor.pointerMove(round * 80 + step, 200 + step);
        editor.editor.overlay();
      }
    }),
    drag: timed(() => {
      editor.select('p105').drag([
        [470, 120],
        [475, 125],
        [480, 130],
        [470, 120],
      ]);
      editor.drag([
        [440, 110],
        [445, 115],
        [450, 120],
        [440, 110],
      ]);
    }),
  }));
  return {
    hover: Math.min(...rounds.map(({ hover }) => hover)),
    drag: Math.min(...rounds.map(({ drag }) => drag)),
  };
}

test('what a gesture costs does not depend on how many shapes there are', () => {
  gestures(100);
  const [few, many] = [gestures(500), gestures(10_000)];
  // A scan over all of them would cost twenty times as much.
  expect(many.hover).toBeLessThan(6 * few.hover + 5);
  expect(many.drag).toBeLessThan(6 * few.drag + 5);
  // A change of one of 10,000 within a frame, by far: here are two changes with all moves that lead to them.
  expect(many.drag).toBeLessThan(40);
});
