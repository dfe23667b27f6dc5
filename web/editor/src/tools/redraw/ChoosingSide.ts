import { nearestOnLine } from '../../geometry/ring';
import type { Redrawn } from '../../geometry/sharedBorder';
import type { Point } from '../../model/answer';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import type { RedrawTool } from './RedrawTool';

/** Either side could be meant: the one near to the pointer goes, a click decides. */
export class ChoosingSide extends State<RedrawTool> {
  readonly id = 'redraw.choosingSide';
  private readonly both: readonly [Redrawn, Redrawn];
  private chosen: Redrawn;

  constructor(tool: RedrawTool, both: readonly [Redrawn, Redrawn]) {
    super(tool);
    this.both = both;
    this.chosen = both[0];
  }

  override onPointerMove(pointer: Pointer): void {
    const [one, other] = this.both;
    this.chosen = awayFrom(one, pointer.at) <= awayFrom(other, pointer.at) ? one : other;
  }

  override onPointerDown(pointer: Pointer): void {
    this.onPointerMove(pointer);
    this.tool.keep(this.chosen);
  }

  override onFinish(): boolean {
    this.tool.keep(this.chosen);
    return true;
  }

  override draw(sketch: Sketch): void {
    sketch.shape({ kind: 'polygon', ring: this.chosen.ring, holes: [] }, { color: this.tool.color });
    sketch.guide(this.chosen.replaced);
  }
}

const awayFrom = ({ replaced }: Redrawn, at: Point): number =>
  nearestOnLine(replaced, false, at)?.distance ?? Number.POSITIVE_INFINITY;
