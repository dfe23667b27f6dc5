import { expect, test, vi } from 'vitest';
import { Pinch } from './Pinch';

type Touch = Parameters<Pinch['down']>[0];

function hand() {
  const editor = { abort: vi.fn(() => true), view: { panBy: vi.fn(), zoomBy: vi.fn() } };
  return { pinch: new Pinch(editor), editor };
}

const host = { getBoundingClientRect: () => ({ left: 0, top: 0 }) } as HTMLElement;
const at = (pointerType: string, pointerId: number, clientX = 0, clientY = 0): Touch => ({
  pointerType,
  pointerId,
  clientX,
  clientY,
  currentTarget: host,
});

test('one finger draws where no pen was seen', () => {
  const { pinch, editor } = hand();
  expect(pinch.down(at('touch', 1))).toBe(false);
  expect(pinch.move(at('touch', 1, 10, 0))).toBe(false);
  expect(pinch.up(at('touch', 1))).toBe(false);
  expect(editor.view.panBy).not.toHaveBeenCalled();
});

test('two fingers move and zoom, and what the first began is given up', () => {
  const { pinch, editor } = hand();
  pinch.down(at('touch', 1, 0, 0));
  expect(pinch.down(at('touch', 2, 100, 0))).toBe(true);
  expect(editor.abort).toHaveBeenCalledOnce();
  expect(pinch.move(at('touch', 2, 200, 0))).toBe(true);
  expect(editor.view.panBy).toHaveBeenCalledWith(50, 0);
  expect(editor.view.zoomBy).toHaveBeenCalledWith(2, { x: 100, y: 0 });
});

test('the finger that is left after two does not draw', () => {
  const { pinch } = hand();
  pinch.down(at('touch', 1));
  pinch.down(at('touch', 2, 50));
  expect(pinch.up(at('touch', 1))).toBe(true);
  expect(pinch.move(at('touch', 2, 60))).toBe(true);
  expect(pinch.up(at('touch', 2))).toBe(true);
  expect(pinch.down(at('touch', 3))).toBe(false);
});

test('once a pen was seen it draws, and one finger moves the picture', () => {
  const { pinch, editor } = hand();
  expect(pinch.move(at('pen', 9))).toBe(false);
  expect(pinch.down(at('touch', 1, 0, 0))).toBe(true);
  expect(pinch.move(at('touch', 1, 7, 3))).toBe(true);
  expect(editor.view.panBy).toHaveBeenCalledWith(7, 3);
  expect(editor.view.zoomBy).not.toHaveBeenCalled();
  expect(pinch.up(at('touch', 1))).toBe(true);
  expect(pinch.down(at('pen', 9))).toBe(false);
});

test('a palm that comes down while the pen draws does nothing', () => {
  const { pinch, editor } = hand();
  pinch.down(at('pen', 9));
  expect(pinch.down(at('touch', 1))).toBe(true);
  expect(pinch.move(at('touch', 1, 40, 40))).toBe(true);
  expect(pinch.up(at('touch', 1))).toBe(true);
  expect(editor.view.panBy).not.toHaveBeenCalled();
  expect(editor.abort).not.toHaveBeenCalled();
});

test('a palm that lay there before the pen does nothing either', () => {
  const { pinch, editor } = hand();
  pinch.down(at('touch', 1));
  pinch.down(at('pen', 9));
  expect(pinch.move(at('touch', 1, 40, 40))).toBe(true);
  pinch.up(at('pen', 9));
  expect(pinch.up(at('touch', 1))).toBe(true);
  expect(editor.view.panBy).not.toHaveBeenCalled();
});
