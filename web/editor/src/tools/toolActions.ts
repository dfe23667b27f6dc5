import type { ShapeEdit, ToolActions, ToolSettings } from '../commands/EditorContext';
import { boundsOf, centreOf, cornersOf } from '../geometry/bounds';
import { boundsOfGeometry } from '../geometry/measure';
import { readGeometry } from '../geometry/readGeometry';
import { translated } from '../geometry/transform';
import { definedFields } from '../geometry/writeGeometry';
import type { Member, Point } from '../model/answer';
import { isToolId } from './catalogue';
import type { Editor } from './Editor';
import { canEditShapes, editShapes } from './edits/editShapes';
import { selectedShapes } from './edits/selectedShapes';
import { startRelation } from './edits/startRelation';
import { nudgeSelection, turnSelection } from './edits/transformSelection';

/** The tools as the commands see them. `enterNumbers` opens the shell's fields at the draft. */
export function toolActions(editor: Editor, enterNumbers: () => void): ToolActions {
  return {
    get toolId() {
      return editor.tool.id;
    },
    get isDrawing() {
      return editor.tool.state.isDraft;
    },
    get classId() {
      return editor.classId;
    },
    get settings(): ToolSettings {
      return editor.options;
    },
    change: (settings) => editor.setOptions(settings),
    useTool: (id) => useTool(editor, id),
    chooseClass: (schemaId) => void editor.chooseClass(schemaId),
    finish: () => editor.finish(),
    cancel: () => editor.cancel(),
    undo: () => editor.undo(),
    redo: () => editor.redo(),
    canEdit: (edit: ShapeEdit) => canEditShapes(editor, edit),
    edit: (edit: ShapeEdit) => void editShapes(editor, edit),
    nudge: (x, y) => void nudgeSelection(editor, [x, y]),
    get canRotate() {
      return selectedShapes(editor).some(
        ({ geometry }) => geometry.kind === 'rotated-bounding-box' || geometry.kind === 'ellipse',
      );
    },
    rotate: (degrees) => void turnSelection(editor, degrees),
    moved,
    middleOf,
    startRelation: () => void startRelation(editor),
    enterNumbers,
    togglePixelCursor: () => editor.toggleCursor(),
  };
}

/** Taking the region tool while there is a region takes the region off. */
function useTool(editor: Editor, id: string): void {
  if (id === 'region' && editor.region) editor.setRegion(null);
  else if (isToolId(id)) editor.useTool(id);
}

function moved(member: Member, x: number, y: number): Member {
  const geometry = readGeometry(member);
  return geometry ? { ...member, ...definedFields(translated(geometry, [x, y])) } : member;
}

function middleOf(members: readonly Member[]): Point | null {
  const corners = members.flatMap((member) => {
    const geometry = readGeometry(member);
    return geometry ? cornersOf(boundsOfGeometry(geometry)) : [];
  });
  return corners.length > 0 ? centreOf(boundsOf(corners)) : null;
}
