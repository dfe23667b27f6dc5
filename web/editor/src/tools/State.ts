import type { Point } from '../model/answer';
import type { Editor } from './Editor';
import type { KeyInput, Pointer } from './input';
import type { Sketch } from './Sketch';
import type { Tool } from './Tool';

/**
 * What a tool is doing. A state is made anew each time it is entered, with what it has to remember; it changes the
 * document only when a gesture ends, so that giving it up leaves no trace. Handlers of one event do what the hand did
 * and may hand over to the next state by `this.tool.to(...)`.
 */
export abstract class State<T extends Tool = Tool> {
  /** Tool and gesture, such as `box.dragging`. */
  abstract readonly id: string;
  /** Whether something is being drawn or changed that Escape would give up. */
  readonly isDraft: boolean = true;
  protected readonly tool: T;

  constructor(tool: T) {
    this.tool = tool;
  }

  protected get editor(): Editor {
    return this.tool.editor;
  }

  onEnter(): void {}
  onExit(): void {}
  onPointerDown(_pointer: Pointer): void {}
  onPointerMove(_pointer: Pointer): void {}
  onPointerUp(_pointer: Pointer): void {}
  onDoubleClick(_pointer: Pointer): void {}

  /** The right button without a drag; answers whether it meant something here, else the shell shows its menu. */
  onContextClick(_pointer: Pointer): boolean {
    return this.onStepBack();
  }

  /** Shift or Alt and wheel: the size of the brush, the tolerance of the bucket, the stack under the pointer. */
  onTurn(_steps: number): boolean {
    return false;
  }

  onKeyDown(_key: KeyInput): boolean {
    return false;
  }

  /** `N` or Enter. */
  onFinish(): boolean {
    return false;
  }

  /** Whether a key ends what is open; while the cursor of the arrow keys is shown, Enter draws at it. */
  protected isFinishKey({ key }: KeyInput): boolean {
    return key === 'n' || (key === 'Enter' && this.editor.cursor.at === null);
  }

  /** Takes back the last vertex or stroke of the draft. */
  onStepBack(): boolean {
    return false;
  }

  onStepForward(): boolean {
    return false;
  }

  /** A setting that the draft depends on changed. */
  onOptions(): void {}

  /** Another class of the same kind was chosen. */
  onClass(): void {}

  /** Time passed; called with milliseconds of the editor's clock while the pointer rests. */
  onTick(_now: number): void {}

  /** What the state shows besides the document. */
  draw(_sketch: Sketch): void {}

  /** The point that the next click would place, and the one before it; null where none can be typed. */
  nextPoint(): { readonly last: Point; readonly next: Point } | null {
    return null;
  }

  /** Places the next point where it was typed. */
  onPoint(_point: Point): void {}
}
