import type { Geometry } from '../../geometry/geometry';
import { add, distance, type Point } from '../../geometry/point';
import { type VertexId, vertexAt, withoutVertex, withVertexAt } from '../../geometry/vertices';
import type { MemberKey } from '../../model/answer';
import type { KeyInput, Pointer } from '../input';
import { arrowStep } from '../KeyboardCursor';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import { HANDLE_REACH } from './handles';
import { MovingVertices } from './MovingVertices';
import type { SelectTool } from './SelectTool';

/** Several vertices are marked: they can be dragged, nudged or deleted together. */
export class VerticesMarked extends State<SelectTool> {
  readonly id = 'select.verticesMarked';
  private readonly key: MemberKey;
  private readonly marked: readonly VertexId[];

  constructor(tool: SelectTool, key: MemberKey, marked: readonly VertexId[]) {
    super(tool);
    this.key = key;
    this.marked = marked;
  }

  override onPointerDown(pointer: Pointer): void {
    const shape = this.tool.edited();
    const reach = this.editor.view.reach(HANDLE_REACH);
    const isOnMark = this.places().some((place) => distance(place, pointer.at) <= reach);
    if (shape?.key === this.key && isOnMark) {
      this.tool.to(new MovingVertices(this.tool, shape, this.marked, pointer.at));
      return;
    }
    this.tool.to(this.tool.idle());
    this.tool.state.onPointerDown(pointer);
  }

  override onKeyDown(key: KeyInput): boolean {
    const geometry = this.editor.scene.geometryOf(this.key);
    if (!geometry) return false;
    if (key.key === 'Delete' || key.key === 'Backspace') return this.remove(geometry);
    const step = arrowStep(key);
    return (
      step !== null && this.editor.drawing.reshape('Move vertices', [[this.key, moved(geometry, this.marked, step)]])
    );
  }

  override onStepBack(): boolean {
    return false;
  }

  override draw(sketch: Sketch): void {
    for (const place of this.places()) sketch.handle(place, 'vertex', true);
  }

  private places(): Point[] {
    const geometry = this.editor.scene.geometryOf(this.key);
    return geometry ? this.marked.map((id) => vertexAt(geometry, id)).filter((place) => place !== null) : [];
  }

  private remove(geometry: Geometry): boolean {
    const fromLast = this.marked.toSorted((a, b) => b.line - a.line || b.index - a.index);
    const left = fromLast.reduce<Geometry | null>((shape, id) => shape && withoutVertex(shape, id), geometry);
    this.tool.to(this.tool.idle());
    return this.editor.drawing.reshape('Delete vertices', [[this.key, left]]);
  }
}

/** The geometry with vertices moved by an offset. */
export function moved(geometry: Geometry, vertices: readonly VertexId[], by: Point): Geometry {
  return vertices.reduce((shape, id) => {
    const place = vertexAt(geometry, id);
    return place ? withVertexAt(shape, id, add(place, by)) : shape;
  }, geometry);
}
