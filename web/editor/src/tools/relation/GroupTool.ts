import { newObjectId } from '../../model/ids';
import { Tool } from '../Tool';
import { GroupIdle } from './GroupIdle';

/** Gathers objects into a group; what is selected already belongs to it from the beginning. */
export class GroupTool extends Tool {
  readonly id = 'group';

  idle(): GroupIdle {
    return new GroupIdle(this);
  }

  /** Stores a group of object ids; one is enough. */
  join(group: readonly string[]): boolean {
    const { schemaClass, page } = this.editor;
    if (!schemaClass) return this.editor.refuse('no-class', 'Choose a group relation first.');
    if (group.length === 0) return this.editor.refuse('empty', 'A group needs an object.');
    this.to(this.idle());
    const member = {
      objectId: newObjectId(),
      schemaId: schemaClass.schemaId,
      group: [...group],
      ...(page === undefined ? {} : { page }),
    };
    const isDone = this.editor.run(`Group as ${schemaClass.title}`, [{ kind: 'add', list: 'relations', member }]);
    if (isDone) this.editor.drawing.release();
    return isDone;
  }

  /** The ids of the selected objects. */
  selected(): string[] {
    const { selection, store } = this.editor;
    return [...selection.keys].flatMap((key) => store.get('objects', key)?.objectId ?? []);
  }
}
