import { expect, test } from 'vitest';
import { Cell } from '../state/Cell';
import type { EditorSession } from './EditorSession';
import { isOpen, type Layout, sideWidth, sideWidths, startLayout } from './Layout';
import { openSides } from './openSides';
import { startUi } from './UiState';

function folded() {
  const session = {
    ui: new Cell(startUi),
    layout: new Cell<Layout>({ ...startLayout, left: false, right: false }),
  };
  openSides(session as EditorSession);
  return session;
}

test('a panel that is asked for is unfolded', () => {
  const { ui, layout } = folded();
  ui.merge({ side: 'problems' });
  expect(layout.value).toMatchObject({ left: false, right: true });
});

test('the search of the classes unfolds their side', () => {
  const { ui, layout } = folded();
  ui.merge({ classSearch: 1 });
  expect(layout.value).toMatchObject({ left: true, right: false });
});

test('going back to the objects unfolds nothing', () => {
  const { ui, layout } = folded();
  ui.merge({ side: 'problems' });
  layout.merge({ right: false });
  ui.merge({ side: 'objects' });
  expect(layout.value.right).toBe(false);
});

test('in a narrow window the right side starts folded, unless somebody wants it', () => {
  expect(isOpen('right', startLayout, true)).toBe(false);
  expect(isOpen('right', startLayout, false)).toBe(true);
  expect(isOpen('left', startLayout, true)).toBe(true);
  expect(isOpen('right', { ...startLayout, right: true }, true)).toBe(true);
});

test('a side has a least and a greatest width', () => {
  expect(sideWidth(-5)).toBe(sideWidths.least);
  expect(sideWidth(9999)).toBe(sideWidths.most);
  expect(sideWidth(300.4)).toBe(300);
});
