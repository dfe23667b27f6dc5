import { type Bounds, centreOf } from '../../geometry/bounds';
import type { Point } from '../../model/answer';
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

  /** Stores a relation; ends are object ids. The source of a one-to-many relation, which is at a place, stays. */
  join(from: string, to: string, at: Point): void {
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
    if (!isDone) return;
    if (schemaClass.tool === 'one-to-many') this.to(new ChoosingTarget(this, from, at));
    else this.editor.drawing.release();
  }
}
