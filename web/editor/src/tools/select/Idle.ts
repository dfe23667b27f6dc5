import { at, between, type Point, samePoint } from '../../geometry/point';
import { nearestOnLine } from '../../geometry/ring';
import { editableLines, nearestEdge, vertexAt, withoutVertex, withVertexAfter } from '../../geometry/vertices';
import type { MemberKey } from '../../model/answer';
import { splitLine } from '../edits/joinLines';
import type { KeyInput, Pointer } from '../input';
import { RedrawTool } from '../redraw/RedrawTool';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import { DraggingTangent } from './DraggingTangent';
import { DraggingVertex } from './DraggingVertex';
import { drawGrips } from './drawShape';
import { KeyboardHandles } from './KeyboardHandles';
import { PressingCanvas } from './PressingCanvas';
import { PressingHandle } from './PressingHandle';
import { PressingShape } from './PressingShape';
import type { EditedShape, SelectTool } from './SelectTool';

/** Screen pixels around an outline in which a click means it. */
const EDGE_REACH = 6;

/** Nothing is pressed: looks what is under the pointer. */
export class Idle extends State<SelectTool> {
  readonly id = 'select.idle';
  override readonly isDraft = false;
  private at: Point | null = null;

  override onPointerMove(pointer: Pointer): void {
    this.at = pointer.at;
    this.editor.selection.hover(this.editor.hitTest(pointer.at)[0]?.key ?? null);
  }

  override onPointerDown(pointer: Pointer): void {
    if (this.pressHandle(pointer) || this.pressOutline(pointer)) return;
    const hits = this.editor.hitTest(pointer.at).map(({ key }) => key);
    const pressed = hits.find((key) => this.editor.selection.has(key)) ?? hits[0];
    this.tool.to(
      pressed === undefined
        ? new PressingCanvas(this.tool, pointer)
        : new PressingShape(this.tool, pointer.at, pressed, hits),
    );
  }

  override onContextClick(pointer: Pointer): boolean {
    const found = pointer.ctrl ? this.tool.gripAt(pointer) : null;
    const grip = found?.placed.grip;
    if (found && grip?.kind === 'vertex') {
      const { key, geometry } = found.shape;
      this.editor.drawing.reshape('Delete vertex', [[key, withoutVertex(geometry, grip.id)]]);
      return true;
    }
    this.selectForMenu(this.editor.hitTest(pointer.at)[0]?.key);
    return false;
  }

  override onDoubleClick(pointer: Pointer): void {
    const key = this.editor.hitTest(pointer.at)[0]?.key;
    if (key === undefined) this.editor.view.zoomBy(2, pointer.screen);
    else this.editor.tell({ kind: 'open', key });
  }

  /** Alt and wheel walk through what lies on each other under the pointer. */
  override onTurn(steps: number): boolean {
    const stack = this.at ? this.editor.hitTest(this.at).map(({ key }) => key) : [];
    if (stack.length === 0) return false;
    const current = stack.indexOf(this.editor.selection.single ?? '');
    this.editor.select([at(stack, current < 0 ? 0 : current - steps)]);
    return true;
  }

  override onKeyDown(key: KeyInput): boolean {
    if (this.editor.cursor.at || this.editor.selection.keys.size === 0) return false;
    const shape = key.key === 'Enter' ? this.tool.edited() : null;
    if (shape) this.tool.to(new KeyboardHandles(this.tool, shape));
    return shape !== null;
  }

  override draw(sketch: Sketch): void {
    const shape = this.tool.edited();
    if (shape) drawGrips(sketch, this.editor, shape.geometry);
  }

  private selectForMenu(key: MemberKey | undefined): void {
    if (key !== undefined && !this.editor.selection.has(key)) this.editor.select([key]);
  }

  private pressHandle(pointer: Pointer): boolean {
    const found = this.tool.gripAt(pointer);
    if (!found) return false;
    const { shape, placed } = found;
    const { grip } = placed;
    if (grip.kind === 'vertex' && pointer.ctrl) return this.addAfter(shape, grip.id);
    if (grip.kind === 'vertex' && pointer.shift && shape.geometry.kind === 'polyline') {
      return splitLine(this.editor, shape.key, grip.id.index);
    }
    if (grip.kind === 'vertex' && pointer.alt && shape.geometry.kind === 'spline') {
      this.tool.to(new DraggingTangent(this.tool, shape, shape.geometry, grip.id.index));
      return true;
    }
    if (pointer.alt && grip.kind === 'vertex') return false;
    this.tool.to(new PressingHandle(this.tool, shape, placed, pointer.at));
    return true;
  }

  /** Ctrl adds a vertex on the edge and takes hold of it, Alt begins to redraw a part of the outline. */
  private pressOutline(pointer: Pointer): boolean {
    const shape = pointer.ctrl || pointer.alt ? this.tool.edited() : null;
    const edge = shape && nearestEdge(shape.geometry, pointer.at, this.editor.view.reach(EDGE_REACH));
    if (!shape || !edge) return false;
    if (pointer.alt) return this.redraw(shape, pointer);
    const geometry = withVertexAfter(shape.geometry, edge, edge.point);
    this.tool.to(
      new DraggingVertex(this.tool, { ...shape, geometry }, { line: edge.line, index: edge.index + 1 }, 'Add vertex'),
    );
    return true;
  }

  private redraw({ key, geometry }: EditedShape, pointer: Pointer): boolean {
    const start = geometry.kind === 'polygon' ? nearestOnLine(geometry.ring, true, pointer.at) : null;
    if (!start) return false;
    this.editor.useTool('redraw');
    if (this.editor.tool instanceof RedrawTool) this.editor.tool.start(key, start);
    return true;
  }

  /** Ctrl and click on a vertex adds one after it, in the middle of the edge. */
  private addAfter({ key, geometry }: EditedShape, id: { line: number; index: number }): boolean {
    const line = editableLines(geometry)[id.line];
    const here = vertexAt(geometry, id);
    if (!line || !here) return false;
    const isLast = !line.closed && id.index === line.points.length - 1;
    const other = at(line.points, isLast ? id.index - 1 : id.index + 1);
    const place = between(here, other, 0.5);
    const after = isLast ? { ...id, index: id.index - 1 } : id;
    return (
      samePoint(here, other) ||
      this.editor.drawing.reshape('Add vertex', [[key, withVertexAfter(geometry, after, place)]])
    );
  }
}
