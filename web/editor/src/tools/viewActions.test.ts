import { expect, test } from 'vitest';
import { box } from '../testing/modelSamples';
import { TestEditor } from '../testing/TestEditor';
import { type LookActions, viewActions } from './viewActions';

const nothing = () => {};
const look: LookActions = {
  pointer: null,
  pageCount: 1,
  hasReference: false,
  showPage: nothing,
  cycleLabels: nothing,
  toggleGrid: nothing,
  toggleCrosshair: nothing,
  resetLook: nothing,
  showLoupe: nothing,
  blinkReference: nothing,
};

test('objects are brought into view', () => {
  const { editor } = new TestEditor({
    objects: [box('a', { 'bounding-box': { x: 800, y: 900, width: 20, height: 20 } })],
  });
  editor.view.zoomBy(4, { x: 0, y: 0 });
  viewActions(editor, look).fitTo(['a']);
  const { minX, minY, maxX, maxY } = editor.view.visible();
  expect([minX < 800, minY < 900, maxX > 820, maxY > 920]).toEqual([true, true, true, true]);
});

test('the walk over the picture shows each part in reading order, then the first again', () => {
  const { editor } = new TestEditor();
  editor.view.set({ scale: 2, x: 0, y: 0, rotation: 0, flipped: false });
  const actions = viewActions(editor, look);
  expect(actions.canWalkTiles).toBe(true);
  const seen: [number, number][] = [];
  for (let step = 0; step < 10; step++) {
    const { minX, minY } = editor.view.visible();
    seen.push([Math.round(minX), Math.round(minY)]);
    actions.nextTile();
  }
  expect(seen).toEqual([
    [0, 0],
    [475, 0],
    [500, 0],
    [0, 475],
    [475, 475],
    [500, 475],
    [0, 500],
    [475, 500],
    [500, 500],
    [0, 0],
  ]);
});

test('a picture that is seen whole has no parts to walk over', () => {
  const { editor } = new TestEditor();
  editor.view.fit();
  expect(viewActions(editor, look).canWalkTiles).toBe(false);
});
