import { keyOf, type Member, type Operation } from '@limn/editor';
import type { DrawnShape } from '@limn/editor/render/renderer';
import type { Editor } from '@limn/editor/tools/Editor';

/** How objects would look after an edit: dashed, beside how they are. What would be removed is crossed out by its label. */
export function suggestedShapes(editor: Editor, operations: readonly Operation[]): readonly DrawnShape[] {
  const members = new Map<string, Member>();
  const removed = new Set<string>();
  for (const operation of operations) {
    if (operation.kind === 'paint' || operation.list !== 'objects') {
      continue;
    }
    if (operation.kind === 'add') {
      members.set(keyOf(operation.member), operation.member);
    } else if (operation.kind === 'remove') {
      removed.add(operation.key);
    } else if (operation.kind === 'set') {
      const { key, field, value } = operation;
      const member = members.get(key) ?? editor.store.get('objects', key);
      if (member) {
        members.set(key, { ...member, [field]: value });
      }
    }
  }
  return [
    ...[...members].flatMap(([key, member]) => ghost(editor, `suggested ${key}`, member, '')),
    ...[...removed].flatMap((key) => ghost(editor, key, editor.store.get('objects', key), 'Remove: ')),
  ];
}

function ghost(editor: Editor, key: string, member: Member | undefined, prefix: string): DrawnShape[] {
  const shape = member && editor.scene.drawnOf(member);
  return shape ? [{ ...shape, key, dashed: true, fill: 0, label: prefix + shape.label }] : [];
}
