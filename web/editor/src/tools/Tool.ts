import type { Editor } from './Editor';
import type { State } from './State';
import type { ToolId } from './toolIds';

/** A tool: its current state, of which it has one at all times. */
export abstract class Tool {
  abstract readonly id: ToolId;
  readonly editor: Editor;
  /** Whether a press is held while it works, so that by keyboard one press begins and another ends it. */
  readonly isHeld: boolean = false;
  private current: State | undefined;

  constructor(editor: Editor) {
    this.editor = editor;
  }

  /** The state in which nothing is begun. */
  abstract idle(): State;

  get state(): State {
    if (!this.current) {
      this.current = this.idle();
      this.current.onEnter();
    }
    return this.current;
  }

  to(next: State): void {
    this.current?.onExit();
    this.current = next;
    next.onEnter();
  }

  /** Gives up what was begun; answers whether something was. */
  cancel(): boolean {
    const wasDraft = this.state.isDraft;
    if (wasDraft) this.to(this.idle());
    return wasDraft;
  }

  /** Another tool takes over. */
  leave(): void {
    this.current?.onExit();
    this.current = undefined;
  }
}
