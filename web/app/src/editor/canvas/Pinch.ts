import type { Editor } from '@limn/editor/tools/Editor';

interface Finger {
  readonly x: number;
  readonly y: number;
}

/** Two fingers move and zoom the picture, whatever tool is in use. Its handlers answer whether an event belongs to them. */
export class Pinch {
  private readonly editor: Editor;
  private readonly fingers = new Map<number, Finger>();
  private isPinching = false;

  constructor(editor: Editor) {
    this.editor = editor;
  }

  down(event: PointerEvent): boolean {
    if (event.pointerType !== 'touch') {
      return false;
    }
    this.fingers.set(event.pointerId, placeOf(event));
    if (this.fingers.size === 2) {
      // What the first finger began was no drawing.
      this.editor.abort();
      this.isPinching = true;
    }
    return this.isPinching;
  }

  move(event: PointerEvent): boolean {
    if (!this.isPinching || !this.fingers.has(event.pointerId)) {
      return this.isPinching;
    }
    const before = [...this.fingers.values()];
    this.fingers.set(event.pointerId, placeOf(event));
    this.follow(before, [...this.fingers.values()], event.currentTarget as HTMLElement);
    return true;
  }

  up(event: PointerEvent): boolean {
    const was = this.isPinching;
    this.fingers.delete(event.pointerId);
    this.isPinching &&= this.fingers.size > 0;
    return was;
  }

  private follow(before: readonly Finger[], after: readonly Finger[], host: HTMLElement): void {
    const { view } = this.editor;
    const [from, to] = [middleOf(before), middleOf(after)];
    view.panBy(to.x - from.x, to.y - from.y);
    if (spread(before) > 0) {
      const { left, top } = host.getBoundingClientRect();
      view.zoomBy(spread(after) / spread(before), { x: to.x - left, y: to.y - top });
    }
  }
}

const placeOf = ({ clientX, clientY }: PointerEvent): Finger => ({ x: clientX, y: clientY });

function middleOf(fingers: readonly Finger[]): Finger {
  const sum = fingers.reduce((one, other) => ({ x: one.x + other.x, y: one.y + other.y }), { x: 0, y: 0 });
  return { x: sum.x / fingers.length, y: sum.y / fingers.length };
}

function spread([one, other]: readonly Finger[]): number {
  return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0;
}
