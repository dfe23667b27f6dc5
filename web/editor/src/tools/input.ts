import type { Point } from '../model/answer';
import type { ScreenPoint } from '../render/view';

/** Keys held during an event. On macOS `ctrl` is the Command key, since Ctrl and click is the right click there. */
export interface Modifiers {
  readonly shift: boolean;
  readonly alt: boolean;
  readonly ctrl: boolean;
}

/** A pointer event as the shell hands it over, in CSS pixels of the drawing area. */
export interface RawPointer extends Partial<Modifiers>, ScreenPoint {
  /** 0 is the main button, 1 the middle, 2 the right one. */
  readonly button?: 0 | 1 | 2;
  readonly type?: 'mouse' | 'pen' | 'touch';
  /** Of a pen, 0 to 1. */
  readonly pressure?: number;
  /** Places passed since the last event, the last of them this event's. */
  readonly trail?: readonly ScreenPoint[];
}

/** A pointer event as a tool sees it. */
export interface Pointer extends Modifiers {
  readonly at: Point;
  readonly screen: ScreenPoint;
  readonly trail: readonly Point[];
  readonly type: 'mouse' | 'pen' | 'touch';
  readonly pressure: number;
  /** Whether the pointer has moved by three screen pixels since it went down. */
  readonly isDrag: boolean;
}

export interface RawWheel extends Partial<Modifiers>, ScreenPoint {
  /** CSS pixels; positive is away from the hand's natural "up". */
  readonly deltaX?: number;
  readonly deltaY: number;
}

export interface KeyInput extends Partial<Modifiers> {
  /** As `KeyboardEvent.key`. */
  readonly key: string;
}
