import type { Editor } from '@limn/editor/tools/Editor';

interface Finger {
  readonly x: number;
  readonly y: number;
}

/** What of an editor fingers move. */
export type PinchTarget = Pick<Editor, 'abort'> & { readonly view: Pick<Editor['view'], 'panBy' | 'zoomBy'> };
type Touch = Pick<PointerEvent, 'pointerId' | 'pointerType' | 'clientX' | 'clientY' | 'currentTarget'>;

/**
 * Fingers beside the tool in use: two of them move and zoom the picture, whatever the tool is. Once a pen was seen, the pen draws and one finger
 * moves the picture too; a hand that lies on the screen while the pen draws does nothing. Handlers answer whether an event belongs to them.
 */
export class Pinch {
  private readonly editor: PinchTarget;
  private readonly fingers = new Map<number, Finger>();
  private readonly palms = new Set<number>();
  private isPinching = false;
  private hasPen = false;
  private isPenDown = false;

  constructor(editor: PinchTarget) {
    this.editor = editor;
  }

  down(event: Touch): boolean {
    if (event.pointerType === 'pen') {
      this.penDown();
      return false;
    }
    if (event.pointerType !== 'touch') {
      return false;
    }
    if (this.isPenDown) {
      this.palms.add(event.pointerId);
      return true;
    }
    this.fingers.set(event.pointerId, placeOf(event));
    if (this.fingers.size === 2) {
      // What the first finger began was no drawing.
      this.editor.abort();
      this.isPinching = true;
    }
    return this.isPinching || this.hasPen;
  }

  move(event: Touch): boolean {
    this.hasPen ||= event.pointerType === 'pen';
    if (event.pointerType !== 'touch') {
      return this.isPinching;
    }
    if (this.palms.has(event.pointerId)) {
      return true;
    }
    const isMine = this.isPinching || this.hasPen;
    if (isMine && this.fingers.has(event.pointerId)) {
      const before = [...this.fingers.values()];
      this.fingers.set(event.pointerId, placeOf(event));
      this.follow(before, [...this.fingers.values()], event.currentTarget as HTMLElement);
    }
    return isMine;
  }

  up(event: Touch): boolean {
    if (event.pointerType === 'pen') {
      this.isPenDown = false;
      return false;
    }
    if (this.palms.delete(event.pointerId)) {
      return true;
    }
    const was = this.isPinching || (this.hasPen && this.fingers.has(event.pointerId));
    this.fingers.delete(event.pointerId);
    this.isPinching &&= this.fingers.size > 0;
    return was;
  }

  /** What lies on the screen when the pen comes down is the hand that holds it. */
  private penDown(): void {
    this.hasPen = true;
    this.isPenDown = true;
    for (const id of this.fingers.keys()) {
      this.palms.add(id);
    }
    this.fingers.clear();
    this.isPinching = false;
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

const placeOf = ({ clientX, clientY }: Touch): Finger => ({ x: clientX, y: clientY });

function middleOf(fingers: readonly Finger[]): Finger {
  const sum = fingers.reduce((one, other) => ({ x: one.x + other.x, y: one.y + other.y }), { x: 0, y: 0 });
  return { x: sum.x / fingers.length, y: sum.y / fingers.length };
}

function spread([one, other]: readonly Finger[]): number {
  return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0;
}
