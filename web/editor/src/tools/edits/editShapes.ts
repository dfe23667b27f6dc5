import type { ShapeEdit } from '../../commands/EditorContext';
import type { Editor } from '../Editor';
import { canCombine, combineSelection } from './combineSelection';
import { joinLines } from './joinLines';
import { selectedShapes } from './selectedShapes';
import { canShrink, shrinkToContent } from './shrinkToContent';

/** Whether something can be made of the selected shapes. */
export function canEditShapes(editor: Editor, edit: ShapeEdit): boolean {
  switch (edit) {
    case 'join':
      return selectedShapes(editor).filter(({ geometry }) => geometry.kind === 'polyline').length === 2;
    case 'add-part':
      return editor.tool.state.isDraft;
    case 'shrink':
      return canShrink(editor);
    default:
      return canCombine(editor);
  }
}

/** Makes something of the selected shapes, in one step. */
export function editShapes(editor: Editor, edit: ShapeEdit): boolean {
  switch (edit) {
    case 'join':
      return joinLines(editor);
    case 'add-part':
      return editor.finishPart();
    case 'shrink':
      return shrinkToContent(editor);
    default:
      return combineSelection(editor, edit);
  }
}
