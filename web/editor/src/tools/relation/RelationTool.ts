import { type Bounds, centreOf } from '../../geometry/bounds';
import { newObjectId } from '../../model/ids';
import { Tool } from '../Tool';
import { ChoosingTarget } from './ChoosingTarget';
import { Idle } from './Idle';

/** Joins two objects by clicking the one and the other. */
export class RelationTool extends Tool {
  readonly id = 'one-to-one';

  idle(): Idle {
    return new Idle(this);
  }

  /** Begins with a source that is known. */
  startAt(source: string, bounds: Bounds): void {
    this.to(new ChoosingTarget(this, source, centreOf(bounds)));
  }

  /** Stores a relation; ends are object ids. */
  join(from: string, to: string): void {
    const { schemaClass, page } = this.editor;
    this.to(this.idle());
    if (!schemaClass) {
      this.editor.refuse('no-class', 'Choose a relation first.');
      return;
    }
    const member = {
      from,
      to,
      direction: 'straight',
      objectId: newObjectId(),
      schemaId: schemaClass.schemaId,
      ...(page === undefined ? {} : { page }),
    };
    const isDone = this.editor.run(`Relate by ${schemaClass.title}`, [{ kind: 'add', list: 'relations', member }]);
    if (isDone) this.editor.drawing.release();
  }
}
