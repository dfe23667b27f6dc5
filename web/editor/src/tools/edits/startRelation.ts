import type { Editor } from '../Editor';
import { RelationTool } from '../relation/RelationTool';

/** Takes the relation tool with the selected object as the source, or the group tool when several are selected. */
export function startRelation(editor: Editor): boolean {
  const { selection, store } = editor;
  const [first] = selection.keys;
  const source = first === undefined ? undefined : store.get('objects', first);
  const bounds = first === undefined ? undefined : editor.scene.boundsOf(first);
  if (!source || !bounds) return editor.refuse('empty', 'Select an object first.');
  editor.useTool(selection.keys.size > 1 ? 'group' : 'one-to-one');
  if (editor.classId === null) {
    editor.useTool('select');
    return editor.refuse('no-class', 'The project has no such relation.');
  }
  if (editor.tool instanceof RelationTool) editor.tool.startAt(source.objectId, bounds);
  return true;
}
