import type { ScreenPoint } from '../render/view';
import type { Editor } from './Editor';
import type { Pointer, RawPointer, RawWheel } from './input';

/** A press becomes a drag after this many screen pixels; of the right button after one more. */
const DRAG_AFTER = 3;
const CONTEXT_DRAG_AFTER = 4;
const WHEEL_STEP = 0.0015;

type Press = 'tool' | 'pan' | 'context';

/** Turns what the hand does into events of the active state; panning and zooming work in all of them. */
export class PointerRouter {
  private readonly editor: Editor;
  private press: Press | null = null;
  private from: ScreenPoint = { x: 0, y: 0 };
  private last: ScreenPoint = { x: 0, y: 0 };
  private isDrag = false;
  /** While Space is held. */
  pans = false;

  constructor(editor: Editor) {
    this.editor = editor;
  }

  get isPressed(): boolean {
    return this.press !== null;
  }

  get isPanning(): boolean {
    return this.pans || this.press === 'pan';
  }

  down(raw: RawPointer): void {
    if (this.press !== null || !isPlace(raw)) return;
    const { button = 0 } = raw;
    this.press = button === 1 || (this.pans && button === 0) ? 'pan' : button === 2 ? 'context' : 'tool';
    this.from = raw;
    this.last = raw;
    this.isDrag = false;
    if (this.press === 'tool') this.editor.tool.state.onPointerDown(this.pointer(raw));
  }

  move(raw: RawPointer): void {
    if (!isPlace(raw)) return;
    const moved = Math.hypot(raw.x - this.from.x, raw.y - this.from.y);
    this.isDrag ||= this.press !== null && moved >= (this.press === 'context' ? CONTEXT_DRAG_AFTER : DRAG_AFTER);
    const pans = this.press === 'pan' || (this.press === 'context' && this.isDrag);
    if (pans) this.editor.view.panBy(raw.x - this.last.x, raw.y - this.last.y);
    else this.editor.tool.state.onPointerMove(this.pointer(raw));
    this.last = raw;
  }

  /** Answers whether the right button asks for the shell's menu. */
  up(raw: RawPointer): boolean {
    const { press } = this;
    if (press === null || !isPlace(raw)) return false;
    this.press = null;
    const pointer = this.pointer(raw);
    this.isDrag = false;
    if (press === 'tool') this.editor.tool.state.onPointerUp(pointer);
    return press === 'context' && !pointer.isDrag && !this.editor.tool.state.onContextClick(pointer);
  }

  doubleClick(raw: RawPointer): void {
    if (isPlace(raw) && !this.pans) this.editor.tool.state.onDoubleClick(this.pointer(raw));
  }

  wheel(raw: RawWheel): void {
    if (!isPlace(raw) || !Number.isFinite(raw.deltaY)) return;
    const steps = -Math.sign(raw.deltaY || (raw.deltaX ?? 0));
    if ((raw.shift || raw.alt) && steps !== 0 && this.editor.tool.state.onTurn(steps)) return;
    this.editor.view.zoomBy(Math.exp(-Math.max(-600, Math.min(600, raw.deltaY)) * WHEEL_STEP), raw);
  }

  /** The press is over without an end: another finger came, the window lost the pointer. */
  abandon(): void {
    this.press = null;
    this.isDrag = false;
  }

  private pointer(raw: RawPointer): Pointer {
    const { view } = this.editor;
    const at = view.toPicture(raw);
    const trail = raw.trail?.filter(isPlace).map((place) => view.toPicture(place)) ?? [];
    return {
      at,
      screen: raw,
      trail: trail.length > 0 ? trail : [at],
      type: raw.type ?? 'mouse',
      pressure: raw.pressure ?? 0.5,
      isDrag: this.isDrag,
      shift: raw.shift ?? false,
      alt: raw.alt ?? false,
      ctrl: raw.ctrl ?? false,
    };
  }
}

const isPlace = ({ x, y }: ScreenPoint): boolean => Number.isFinite(x) && Number.isFinite(y);
