import { keyOf, type MemberKey, type MemberList } from '../answer';
import type { Batch, Operation } from '../operations';

// Who changed a member and when; it follows from the other fields.
const followingField = 'metadata';

/** What others changed: by member, field and tile. */
export class Touched {
  private readonly fields = new Map<string, Set<string>>();
  private readonly removed = new Set<string>();
  private readonly tiles = new Set<string>();

  constructor(batches: readonly Pick<Batch, 'operations'>[]) {
    for (const operation of batches.flatMap((batch) => batch.operations)) {
      this.note(operation);
    }
  }

  isRemoved(list: MemberList, key: MemberKey): boolean {
    return this.removed.has(nameOf(list, key));
  }

  isFieldChanged(list: MemberList, key: MemberKey, field: string): boolean {
    return this.fields.get(nameOf(list, key))?.has(field) === true;
  }

  isChanged(list: MemberList, key: MemberKey): boolean {
    return this.fields.has(nameOf(list, key));
  }

  isPainted(page: number | undefined, x: number, y: number): boolean {
    return this.tiles.has(`${page ?? 0} ${x} ${y}`);
  }

  private note(operation: Operation): void {
    switch (operation.kind) {
      case 'add':
        this.removed.delete(nameOf(operation.list, keyOf(operation.member)));
        break;
      case 'remove':
        this.removed.add(nameOf(operation.list, operation.key));
        break;
      case 'set':
        this.noteField(nameOf(operation.list, operation.key), operation.field);
        break;
      case 'paint':
        for (const { x, y } of operation.tiles) {
          this.tiles.add(`${operation.page ?? 0} ${x} ${y}`);
        }
        break;
    }
  }

  private noteField(name: string, field: string): void {
    if (field !== followingField) {
      this.fields.set(name, (this.fields.get(name) ?? new Set<string>()).add(field));
    }
  }
}

function nameOf(list: MemberList, key: MemberKey): string {
  return `${list} ${key}`;
}
