import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readGeometry } from '../geometry/readGeometry';
import type { Json, Point } from '../model/answer';
import { anyEvent } from '../testing/anyEvents';
import { shape, TestEditor } from '../testing/TestEditor';

const objects = [
  shape('box', 'bounding-box', { x: 100, y: 100, width: 200, height: 100 }),
  shape('turned', 'rotated-bounding-box', { x: 500, y: 100, width: 100, height: 60, rotation: 30 }),
  shape('polygon', 'polygon', [
    [400, 400],
    [600, 400],
    [600, 600],
    [400, 600],
  ]),
  shape('line', 'polyline', [
    [700, 700],
    [800, 700],
    [800, 800],
  ]),
  shape('spline', 'spline', [
    [100, 700],
    [200, 800],
    [300, 700],
  ]),
  shape('zones', 'segmentation', {
    zones: [
      {
        region: [
          [50, 300],
          [250, 300],
          [150, 500],
        ],
        holes: [],
      },
    ],
  }),
];
const relations = [{ objectId: 'r', schemaId: 'one-to-one', from: 'box', to: 'turned', direction: 'straight' }];
const tracer = { trace: (from: Point, to: Point, done: (path: Point[]) => void) => done([from, [to[0], from[1]], to]) };
const colours = Uint8ClampedArray.from({ length: 64 * 64 * 4 }, (_, index) => ((index >> 6) % 3) * 100);
const pixels = {
  width: 64,
  height: 64,
  read: (_x: number, _y: number, width: number, height: number) => colours.subarray(0, width * height * 4),
};

const started = () => new TestEditor({ objects, relations, tracer, pixels });

/** Random gestures are slow ones: many shapes are combined, many masks painted. */
const patience = 120_000;

test(
  'whatever hands do, nothing throws, and undoing all of it restores the document',
  () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 60, size: 'max' }), (events) => {
        const editor = started();
        const before = editor.text;
        for (const { perform } of events) {
          perform(editor);
          editor.editor.overlay();
        }
        editor.editor.abort();
        for (let steps = 0; steps < 500 && editor.editor.undo(); steps++) editor.editor.abort();
        expect(editor.text).toBe(before);
      }),
      { numRuns: 60 },
    );
  },
  patience,
);

test(
  'negative sizes and numbers that are none never reach the store',
  () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 60, size: 'max' }), (events) => {
        const editor = started();
        for (const { perform } of events) perform(editor);
        for (const member of editor.objects) {
          const geometry = readGeometry(member);
          expect(geometry).not.toBeNull();
          expect(everyNumber(member as Json, Number.isFinite)).toBe(true);
          for (const kind of ['bounding-box', 'rotated-bounding-box', 'circle', 'ellipse']) {
            const {
              x: _x,
              y: _y,
              rotation: _r,
              corners: _c,
              ...sizes
            } = (member[kind] ?? {}) as { [key: string]: Json };
            expect(everyNumber(sizes, (size) => size >= 0)).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  },
  patience,
);

test(
  'giving up a draft changes nothing, wherever it is given up',
  () => {
    let drafts = 0;
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 40, size: 'max' }), (events) => {
        const editor = started();
        for (const { perform } of events) {
          perform(editor);
          if (!editor.editor.tool.state.isDraft || ++drafts % 3 > 0) continue;
          const before = editor.text;
          editor.editor.abort();
          expect(editor.text).toBe(before);
          expect(editor.editor.tool.state.isDraft).toBe(false);
        }
      }),
      { numRuns: 40 },
    );
    expect(drafts).toBeGreaterThan(5);
  },
  patience,
);

test(
  'random hands do draw and change things',
  () => {
    const drawn = fc
      .sample(fc.array(anyEvent, { minLength: 60, maxLength: 60 }), { numRuns: 50, seed: 1 })
      .map((events) => {
        const editor = started();
        for (const { perform } of events) perform(editor);
        return editor.objects.length - objects.length;
      });
    expect(drawn.reduce((sum, count) => sum + Math.max(0, count), 0)).toBeGreaterThan(50);
  },
  patience,
);

function everyNumber(value: Json | undefined, test: (number: number) => boolean): boolean {
  if (typeof value === 'number') return test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every((inner) => everyNumber(inner as Json, test));
}
