import { distance, type Point } from '../../geometry/point';
import type { MemberKey } from '../../model/answer';
import type { Pointer } from '../input';
import { State } from '../State';
import { Moving } from './Moving';
import type { SelectTool } from './SelectTool';

/** Screen pixels within which two clicks are at one place. */
const SAME_PLACE = 4;

/** Pressed on an object: a click selects, a drag moves. */
export class PressingShape extends State<SelectTool> {
  readonly id = 'select.pressingShape';
  private readonly from: Point;
  private readonly key: MemberKey;
  private readonly stack: readonly MemberKey[];

  constructor(tool: SelectTool, from: Point, key: MemberKey, stack: readonly MemberKey[]) {
    super(tool);
    this.from = from;
    this.key = key;
    this.stack = stack;
  }

  override onPointerMove(pointer: Pointer): void {
    if (!pointer.isDrag) return;
    if (!this.editor.selection.has(this.key)) this.editor.select([this.key]);
    const shapes = this.tool.movable();
    this.tool.to(shapes.length > 0 ? new Moving(this.tool, this.from, shapes) : this.tool.idle());
    this.tool.state.onPointerMove(pointer);
  }

  override onPointerUp(pointer: Pointer): void {
    const { selection } = this.editor;
    if (pointer.shift) selection.toggle(this.stack[0] ?? this.key);
    else this.editor.select([this.chosen(pointer)]);
    this.tool.lastClick = pointer.at;
    this.tool.to(this.tool.idle());
  }

  /** The best of the stack; another click at the same place takes the one below. */
  private chosen(pointer: Pointer): MemberKey {
    const { lastClick } = this.tool;
    const isAgain = lastClick !== null && distance(lastClick, pointer.at) <= this.editor.view.reach(SAME_PLACE);
    const current = isAgain ? this.stack.indexOf(this.editor.selection.single ?? '') : -1;
    return this.stack[(current + 1) % this.stack.length] ?? this.key;
  }
}
