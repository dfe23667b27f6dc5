import { frameOf, inFrame, isFramed } from '../../geometry/frame';
import type { Geometry } from '../../geometry/geometry';
import { add, at } from '../../geometry/point';
import { foldAngle } from '../../geometry/rotatedBox';
import type { KeyInput, Pointer } from '../input';
import { arrowStep } from '../KeyboardCursor';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import { drawGrips, drawInPlace } from './drawShape';
import { gripsOf, type Placed, withGripAt } from './handles';
import type { EditedShape, SelectTool } from './SelectTool';

/** Handles by keyboard: Tab goes to the next one, arrows move it, Enter keeps the change, Escape gives it up. */
export class KeyboardHandles extends State<SelectTool> {
  readonly id = 'select.keyboardHandles';
  private readonly shape: EditedShape;
  private changed: Geometry;
  private index = 0;

  constructor(tool: SelectTool, shape: EditedShape) {
    super(tool);
    this.shape = shape;
    this.changed = shape.geometry;
  }

  override onEnter(): void {
    this.sayPlace();
  }

  override onPointerDown(pointer: Pointer): void {
    this.onFinish();
    this.tool.state.onPointerDown(pointer);
  }

  override onKeyDown(key: KeyInput): boolean {
    if (key.key === 'Enter') return this.onFinish();
    if (key.key === 'Tab') this.index += key.shift ? -1 : 1;
    const step = arrowStep(key);
    if (step) this.move(step);
    if (step === null && key.key !== 'Tab') return false;
    this.sayPlace();
    return true;
  }

  override onFinish(): boolean {
    this.tool.to(this.tool.idle());
    this.editor.drawing.reshape('Change shape', [[this.shape.key, this.changed]]);
    return true;
  }

  override onStepBack(): boolean {
    const isChanged = this.changed !== this.shape.geometry;
    this.changed = this.shape.geometry;
    return isChanged;
  }

  override draw(sketch: Sketch): void {
    drawInPlace(sketch, this.editor, this.shape, this.changed);
    drawGrips(sketch, this.editor, this.changed, this.placed()?.grip ?? null);
  }

  private placed(): Placed | null {
    const grips = gripsOf(this.changed, this.editor.view.scale);
    return grips.length > 0 ? at(grips, this.index) : null;
  }

  private move(step: readonly [number, number]): void {
    const placed = this.placed();
    if (placed === null) {
      if (this.changed.kind === 'point') this.changed = { ...this.changed, point: add(this.changed.point, step) };
    } else if (placed.grip.kind === 'rotate') {
      if (isFramed(this.changed)) {
        const frame = frameOf(this.changed);
        this.changed = inFrame(this.changed, { ...frame, rotation: foldAngle(frame.rotation + step[0] + step[1]) });
      }
    } else {
      const to = add(placed.point, step);
      this.changed = withGripAt(this.changed, placed.grip, to, { keepsAspect: false, aboutCentre: false });
    }
  }

  private sayPlace(): void {
    const placed = this.placed();
    if (!placed) return;
    this.editor.view.reveal(placed.point);
    const [x, y] = placed.point.map((value) => Math.round(value * 10) / 10);
    this.editor.announce(`${placed.grip.kind} ${x}, ${y}`);
  }
}
