import { clamped } from '../geometry/bounds';
import type { Point } from '../model/answer';
import type { Editor } from './Editor';
import type { KeyInput } from './input';

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The step of an arrow key: 1, with Shift 10, with Ctrl 100 picture pixels; null for other keys. */
export function arrowStep({ key, shift, ctrl }: KeyInput): Point | null {
  const direction = DIRECTIONS[key];
  const step = ctrl ? 100 : shift ? 10 : 1;
  return direction ? [direction[0] * step, direction[1] * step] : null;
}

/** Draws without a pointer: arrows move a cursor over the pixels, Enter places what a click would. */
export class KeyboardCursor {
  private readonly editor: Editor;
  private place: Point | null = null;
  private isHeld = false;

  constructor(editor: Editor) {
    this.editor = editor;
  }

  get at(): Point | null {
    return this.place;
  }

  toggle(): void {
    if (this.place) {
      this.release();
      this.place = null;
    } else {
      const { minX, minY, maxX, maxY } = this.editor.view.visible();
      const [left, top] = clamped([minX, minY], this.editor.pictureBounds);
      const [right, bottom] = clamped([maxX, maxY], this.editor.pictureBounds);
      this.moveTo([Math.round((left + right) / 2), Math.round((top + bottom) / 2)]);
    }
  }

  keyDown(key: KeyInput): boolean {
    if (!this.place) return false;
    const step = arrowStep(key);
    if (step) this.moveTo([this.place[0] + step[0], this.place[1] + step[1]]);
    else if (key.key === 'Enter') this.press(key);
    return step !== null || key.key === 'Enter';
  }

  /** What was held is let go, where the cursor is. */
  release(): void {
    if (!this.place || !this.isHeld) return;
    this.isHeld = false;
    this.editor.pointerUp(this.raw());
  }

  private moveTo(place: Point): void {
    this.place = clamped(place, this.editor.pictureBounds);
    this.editor.view.reveal(this.place);
    this.editor.pointerMove(this.raw());
    this.editor.announce(`${this.place[0]}, ${this.place[1]}`);
  }

  private press(key: KeyInput): void {
    if (this.isHeld) {
      this.release();
      return;
    }
    this.editor.pointerDown({ ...this.raw(), shift: key.shift, alt: key.alt, ctrl: key.ctrl });
    this.isHeld = true;
    if (!this.editor.tool.isHeld) this.release();
  }

  private raw() {
    return this.editor.view.toScreen(this.place ?? [0, 0]);
  }
}
