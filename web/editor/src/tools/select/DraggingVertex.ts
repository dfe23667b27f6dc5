import { around } from '../../geometry/bounds';
import type { Geometry } from '../../geometry/geometry';
import { SHARED_WITHIN, verticesAt } from '../../geometry/sharedBorder';
import { type VertexId, vertexAt, withVertexAt } from '../../geometry/vertices';
import type { MemberKey, Point } from '../../model/answer';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import { drawGrips, drawInPlace } from './drawShape';
import type { EditedShape, SelectTool } from './SelectTool';

interface Dragged extends EditedShape {
  readonly vertices: readonly VertexId[];
}

/** A vertex follows the pointer, with topology on also those of other shapes at the same place. */
export class DraggingVertex extends State<SelectTool> {
  readonly id = 'select.draggingVertex';
  private readonly shapes: readonly Dragged[];
  private readonly label: string;
  private readonly vertex: VertexId;
  private readonly keys: ReadonlySet<MemberKey>;
  private to: Point | null = null;

  constructor(tool: SelectTool, shape: EditedShape, vertex: VertexId, label: string) {
    super(tool);
    this.label = label;
    this.vertex = vertex;
    this.shapes = [{ ...shape, vertices: [vertex] }, ...this.sharing(shape)];
    this.keys = new Set(this.shapes.map(({ key }) => key));
  }

  override onPointerMove(pointer: Pointer): void {
    this.to = this.editor.snap(pointer, this.keys);
  }

  override onPointerUp(pointer: Pointer): void {
    // A click that adds a vertex leaves it on the edge.
    if (pointer.isDrag || this.label !== 'Add vertex') this.onPointerMove(pointer);
    this.tool.to(this.tool.idle());
    this.editor.drawing.reshape(
      this.label,
      this.shapes.map((shape) => [shape.key, this.moved(shape)] as const),
    );
  }

  override draw(sketch: Sketch): void {
    for (const shape of this.shapes) drawInPlace(sketch, this.editor, shape, this.moved(shape));
    const [first] = this.shapes;
    if (first) drawGrips(sketch, this.editor, this.moved(first), { kind: 'vertex', id: this.vertex });
  }

  private moved({ geometry, vertices }: Dragged): Geometry {
    const { to } = this;
    return to === null ? geometry : vertices.reduce((shape, id) => withVertexAt(shape, id, to), geometry);
  }

  private sharing({ key, geometry }: EditedShape): Dragged[] {
    const place = vertexAt(geometry, this.vertex);
    if (!place || !this.editor.options.topology) return [];
    return this.editor.scene.near(around(place, SHARED_WITHIN)).flatMap((other) => {
      const member = this.editor.store.get('objects', other.key);
      const vertices = other.key === key ? [] : verticesAt(other.geometry, place);
      return member && vertices.length > 0 && this.editor.isEditable(other.key) ? [{ ...other, member, vertices }] : [];
    });
  }
}
