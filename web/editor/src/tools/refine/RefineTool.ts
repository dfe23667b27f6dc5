import type { Area } from '../../geometry/boolean';
import { refinedArea } from '../../geometry/refineArea';
import { refineMask } from '../edits/cleanMask';
import { cutSelection } from '../edits/cutSelection';
import { selectedAreas } from '../edits/selectedShapes';
import type { State } from '../State';
import { Tool } from '../Tool';
import { Idle } from './Idle';
import { Previewing } from './Previewing';

const labels = {
  grow: 'Grow',
  shrink: 'Shrink',
  smooth: 'Smooth',
  holes: 'Fill holes',
  specks: 'Remove specks',
} as const;

/** Grows, shrinks, smooths or cleans the selected areas, or where none is selected the mask of the chosen brush class. */
export class RefineTool extends Tool {
  readonly id = 'refine';
  private hasBegun = false;

  /** Begins with a preview, if there is something to refine; comes back to waiting. */
  idle(): State {
    const begins = !this.hasBegun && this.canRefine;
    this.hasBegun = true;
    return begins ? new Previewing(this) : new Idle(this);
  }

  get canRefine(): boolean {
    return this.editor.model.canChange && (selectedAreas(this.editor).length > 0 || this.brushId !== null);
  }

  /** The brush class whose mask is refined; null where areas are selected. */
  get brushId(): string | null {
    const { schemaClass } = this.editor;
    if (selectedAreas(this.editor).length > 0 || schemaClass?.tool !== 'brush') return null;
    return schemaClass.schemaId;
  }

  area(area: Area): Area {
    const { refineBy, refineSize } = this.editor.options;
    return refinedArea(area, refineBy, refineSize);
  }

  /** Paints what the mask becomes; answers whether it is another one then. */
  paint(schemaId: string): void {
    const { refineBy, refineSize } = this.editor.options;
    refineMask(this.editor, schemaId, refineBy, refineSize);
  }

  apply(): void {
    const { editor, brushId } = this;
    const label = labels[editor.options.refineBy];
    if (brushId === null) {
      cutSelection(editor, label, (area) => this.area(area));
    } else {
      this.paint(brushId);
      editor.mask.store(label);
    }
    editor.useTool(brushId === null ? 'select' : 'brush');
  }
}
