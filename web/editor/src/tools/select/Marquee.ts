import { boundsOf, cornersOf } from '../../geometry/bounds';
import { isWithin, touches } from '../../geometry/touch';
import type { MemberKey, Point } from '../../model/answer';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import type { SelectTool } from './SelectTool';

interface MarqueeOptions {
  /** A free outline instead of a rectangle. */
  readonly isLasso: boolean;
  /** Adds to the selection. */
  readonly keeps: boolean;
}

/** Drawn from left to right it takes what is wholly inside, from right to left what it touches. */
export class Marquee extends State<SelectTool> {
  readonly id = 'select.marquee';
  private readonly options: MarqueeOptions;
  private readonly trail: Point[];

  constructor(tool: SelectTool, start: Point, options: MarqueeOptions) {
    super(tool);
    this.options = options;
    this.trail = [start];
  }

  override onPointerMove(pointer: Pointer): void {
    this.trail.push(...pointer.trail);
  }

  override onPointerUp(pointer: Pointer): void {
    this.trail.push(pointer.at);
    const kept = this.options.keeps ? this.editor.selection.keys : [];
    const found = this.found();
    this.tool.to(this.tool.idle());
    this.editor.select([...kept, ...found]);
  }

  override draw(sketch: Sketch): void {
    sketch.guide(this.outline(), true);
  }

  private found(): MemberKey[] {
    const outline = this.outline();
    const [start] = this.trail;
    const end = this.trail.at(-1);
    const test = this.options.isLasso || (start && end && end[0] >= start[0]) ? isWithin : touches;
    return this.editor
      .visibleIn(boundsOf(outline))
      .flatMap(({ key, geometry }) => (test(geometry, outline) ? key : []));
  }

  private outline(): readonly Point[] {
    if (this.options.isLasso) return this.trail;
    const ends = [this.trail[0], this.trail.at(-1)].filter((point) => point !== undefined);
    return cornersOf(boundsOf(ends));
  }
}
