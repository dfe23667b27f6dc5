import type { Area } from '../../geometry/boolean';
import { zonesOf } from '../../geometry/path';
import type { MemberKey } from '../../model/answer';
import { selectedAreas } from '../edits/selectedShapes';
import type { Pointer } from '../input';
import { REFINE_SIZES } from '../options';
import { UNKNOWN_COLOR } from '../Scene';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import type { RefineTool } from './RefineTool';

interface Preview {
  readonly key: MemberKey;
  readonly area: Area;
  readonly color: string;
}

/** The result is shown and follows the settings; finishing stores it. */
export class Previewing extends State<RefineTool> {
  readonly id = 'refine.previewing';
  private previews: readonly Preview[] = [];

  override onEnter(): void {
    this.show();
  }

  override onExit(): void {
    this.editor.mask.drop();
  }

  override onOptions(): void {
    this.show();
  }

  override onClass(): void {
    this.show();
  }

  /** Another area may be meant. */
  override onPointerDown(pointer: Pointer): void {
    const { tool } = this;
    tool.cancel();
    tool.state.onPointerDown(pointer);
  }

  override onTurn(steps: number): boolean {
    const { least, most } = REFINE_SIZES;
    const refineSize = Math.min(most, Math.max(least, this.editor.options.refineSize + steps));
    this.editor.setOptions({ refineSize });
    return true;
  }

  override onStepBack(): boolean {
    return this.tool.cancel();
  }

  override onFinish(): boolean {
    this.tool.apply();
    return true;
  }

  override draw(sketch: Sketch): void {
    for (const { key, area, color } of this.previews)
      sketch.shape({ kind: 'segmentation', zones: area }, { key, color });
  }

  private show(): void {
    const { editor, tool } = this;
    const { brushId } = tool;
    this.previews = selectedAreas(editor).map(({ key, member, geometry }) => ({
      key,
      area: tool.area(zonesOf(geometry)),
      color: editor.schema.classOf('objects', member)?.color ?? UNKNOWN_COLOR,
    }));
    if (brushId !== null) {
      tool.paint(brushId);
      editor.mask.show();
    }
  }
}
