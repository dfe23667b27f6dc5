import type { Paint } from '../../geometry/mask/MaskDraft';
import { Tool } from '../Tool';

/** What brush and bucket have in common: the label they paint, and whether they may. */
export abstract class PaintTool extends Tool {
  /** How the chosen class is painted, or erased; null and a reason where it cannot be. */
  paintFor(erases: boolean): Paint | null {
    const { editor } = this;
    const refusal = editor.model.wouldRefuse([]);
    if (refusal) {
      editor.refuse(refusal.refused, refusal.reason);
      return null;
    }
    if (erases) return { label: 0, overwrites: true };
    const { schemaClass } = editor;
    if (schemaClass?.tool !== 'brush') {
      editor.refuse('no-class', 'Choose a brush class first.');
      return null;
    }
    return { label: editor.store.masks.labelOf(schemaClass.schemaId), overwrites: editor.options.overwrite };
  }

  get title(): string {
    return this.editor.schemaClass?.title ?? 'mask';
  }
}
