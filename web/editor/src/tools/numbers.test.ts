import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyGeometry } from '../testing/anyGeometry';
import { shape, TestEditor } from '../testing/TestEditor';
import { type Numbers, numbersOf, setNumbers, withNumbers } from './numbers';

test('typing the numbers that are there changes nothing but rounding', () => {
  fc.assert(
    fc.property(anyGeometry, (geometry) => {
      const again = numbersOf(withNumbers(geometry, numbersOf(geometry)));
      for (const [name, number] of Object.entries(numbersOf(geometry))) {
        expect(again[name as keyof Numbers]).toBeCloseTo(number, 6);
      }
    }),
  );
});

test('a shape takes the numbers that are typed, where it has them', () => {
  fc.assert(
    fc.property(anyGeometry, (geometry) => {
      const typed = { x: 11, y: 22, ...('width' in numbersOf(geometry) ? { width: 33, height: 44 } : {}) };
      fc.pre(geometry.kind !== 'spline' && geometry.kind !== 'polyline');
      const changed = numbersOf(withNumbers(geometry, typed));
      for (const [name, number] of Object.entries(typed)) expect(changed[name as keyof Numbers]).toBeCloseTo(number, 6);
    }),
  );
});

test('numbers of an object are changed in one step, and such that are none refused', () => {
  const objects = [shape('a', 'rotated-bounding-box', { x: 10, y: 10, width: 40, height: 20, rotation: 0 })];
  const editor = new TestEditor({ objects });
  expect(setNumbers(editor.editor, 'a', { width: 60, x: 20 })).toBe(true);
  editor.expectMember('a', { 'rotated-bounding-box': { x: 20, y: 10, width: 60, height: 20, rotation: 0 } });
  expect(setNumbers(editor.editor, 'a', { width: Number.NaN })).toBe(false);
  editor.editor.undo();
  editor.expectMember('a', { 'rotated-bounding-box': { x: 10, y: 10, width: 40, height: 20 } });
});

describe('in a draft', () => {
  test('numbers place the opposite corner', () => {
    const editor = new TestEditor().choose('bounding-box').click(100, 100).pointerMove(130, 140);
    expect(editor.editor.draftNumbers()).toMatchObject({ x: 130, y: 140, width: 30, height: 40, length: 50 });
    expect(editor.editor.enterNumbers({ width: 200, height: 50 })).toBe(true);
    editor.expectDrawn({ 'bounding-box': { x: 100, y: 100, width: 200, height: 50 } });
  });

  test('numbers place the next vertex, by offset, by place or by length and angle', () => {
    const editor = new TestEditor().choose('polyline').click(100, 100);
    editor.editor.enterNumbers({ width: 50 });
    editor.editor.enterNumbers({ x: 300, y: 300 });
    editor.editor.enterNumbers({ length: 100, angle: 0 });
    editor.key('n').expectDrawn({
      polyline: [
        [100, 100],
        [150, 100],
        [300, 300],
        [400, 300],
      ],
    });
  });

  test('there are none where nothing is drawn', () => {
    const editor = new TestEditor();
    expect([editor.editor.draftNumbers(), editor.editor.enterNumbers({ x: 1 })]).toEqual([null, false]);
  });
});

test('Alt and the wheel walk through what lies on each other', () => {
  const objects = [
    shape('large', 'bounding-box', { x: 0, y: 0, width: 500, height: 500 }),
    shape('small', 'bounding-box', { x: 100, y: 100, width: 200, height: 200 }),
  ];
  const editor = new TestEditor({ objects }).pointerMove(200, 200);
  const walk = [1, 2, 3].map(() => [...editor.wheel(200, 200, 100, { alt: true }).model.selection.keys][0]);
  expect(walk).toEqual(['small', 'large', 'small']);
  expect(editor.editor.view.scale).toBe(1);
});
