import type { Geometry } from '../../geometry/geometry';
import { at, directionOf, type Point } from '../../geometry/point';
import { lengthOfLine, signedArea } from '../../geometry/ring';
import { foldAngle } from '../../geometry/rotatedBox';
import { LineTool } from '../line/LineTool';
import type { Sketch } from '../Sketch';

/** Measures lengths, angles and areas; nothing is stored, the last measure stays in sight until the next. */
export class MeasureTool extends LineTool {
  readonly id = 'measure';
  override readonly mayTrace = false;
  private last: readonly Point[] | null = null;

  get isClosed(): boolean {
    return this.editor.options.measureAs === 'area';
  }

  override get most(): number {
    const { measureAs } = this.editor.options;
    return measureAs === 'line' ? 2 : measureAs === 'angle' ? 3 : Number.POSITIVE_INFINITY;
  }

  override get least(): number {
    return this.editor.options.measureAs === 'line' ? 2 : 3;
  }

  override get color(): string {
    return '#fab005';
  }

  complete(points: readonly Point[]): void {
    this.last = points;
    this.editor.tell({ kind: 'measured', text: this.textOf(points) });
  }

  override drawIdle(sketch: Sketch): void {
    if (!this.last) return;
    sketch.shape(this.previewOf(this.last), { color: this.color, label: this.textOf(this.last) });
  }

  override previewOf(points: readonly Point[]): Geometry {
    return this.isClosed ? super.previewOf(points) : { kind: 'polyline', points };
  }

  private textOf(points: readonly Point[]): string {
    switch (this.editor.options.measureAs) {
      case 'line':
        return `${rounded(lengthOfLine(points, false))} px`;
      case 'angle':
        return `${rounded(angleOf(at(points, 0), at(points, 1), at(points, 2)))}°`;
      case 'area':
        return `${rounded(Math.abs(signedArea(points)))} px²`;
    }
  }
}

const rounded = (value: number): string => value.toFixed(1);

const angleOf = (a: Point, vertex: Point, b: Point): number =>
  Math.abs(foldAngle(directionOf(vertex, b) - directionOf(vertex, a)));
