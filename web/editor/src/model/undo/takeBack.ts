import { type Json, keyOf, type Member, type MemberList } from '../answer';
import { withField } from '../applyOperation';
import type { BrushMasks } from '../brush/BrushMasks';
import { tilePixels } from '../brush/runs';
import type { DocumentStore } from '../DocumentStore';
import { isEqual } from '../isEqual';
import type { AddOperation, MoveOperation, Operation, PaintOperation, SetOperation } from '../operations';

/** Operations and what takes them back, in order. */
export interface Reversible {
  readonly operations: readonly Operation[];
  readonly inverse: readonly Operation[];
}

/** What takes something back now. */
export interface TakenBack {
  readonly operations: readonly Operation[];
  /** How many parts were left out, because others changed or removed what they were about. */
  readonly skipped: number;
}

/** What takes changes back in the document as it is now, which others may have changed since. */
export function takeBack(store: DocumentStore, changes: readonly Reversible[]): TakenBack {
  const preview = new Preview(store);
  const operations: Operation[] = [];
  let skipped = 0;
  for (const { operations: done, inverse } of changes.toReversed()) {
    for (const [at, undoing] of inverse.entries()) {
      const fitting = adapt(preview, undoing, done[inverse.length - 1 - at]);
      if (fitting) {
        preview.apply(fitting);
        operations.push(fitting);
      } else {
        skipped++;
      }
    }
  }
  return { operations, skipped };
}

function adapt(preview: Preview, undoing: Operation, done: Operation | undefined): Operation | undefined {
  switch (undoing.kind) {
    case 'add':
      return preview.get(undoing.list, keyOf(undoing.member)) ? undefined : placed(preview, undoing);
    case 'remove':
      return preview.get(undoing.list, undoing.key) && undoing;
    case 'move':
      return preview.get(undoing.list, undoing.key) && placed(preview, undoing);
    case 'set':
      return done?.kind === 'set' && leftAs(preview.get(undoing.list, undoing.key), done) ? undoing : undefined;
    case 'paint':
      return done?.kind === 'paint' ? repaint(preview, undoing, done) : undefined;
  }
}

/** Whether a field still is what the operation made it. */
function leftAs(member: Member | undefined, { field, value }: SetOperation): boolean {
  return member !== undefined && isEqual(member[field], value as Json | undefined);
}

function placed<T extends AddOperation | MoveOperation>(preview: Preview, operation: T): T {
  const { before, ...others } = operation;
  return before === undefined || preview.get(operation.list, before) ? operation : (others as T);
}

/** Gives the pixels that the operation changed their old labels, and leaves those that others painted since. */
function repaint(preview: Preview, undoing: PaintOperation, done: PaintOperation): PaintOperation | undefined {
  const [before, after] = [preview.masks.decode(undoing), preview.masks.decode(done)];
  if (!before || !after) {
    return undefined;
  }
  const tiles = before.map(({ x, y, labels }, at) => {
    const [now, left] = [preview.tile(undoing.page, x, y), after[at]?.labels];
    if (now === left) {
      return { x, y, labels };
    }
    return { x, y, labels: labels.map((old, pixel) => (now[pixel] === left?.[pixel] ? old : (now[pixel] ?? 0))) };
  });
  return preview.masks.paintOperation(undoing.page, tiles);
}

const unpainted = new Uint16Array(tilePixels);

/** The document as it is going to be after some operations. */
class Preview {
  private readonly store: DocumentStore;
  private readonly changed = new Map<string, Member | undefined>();
  private readonly painted = new Map<string, Uint16Array>();

  constructor(store: DocumentStore) {
    this.store = store;
  }

  get masks(): BrushMasks {
    return this.store.masks;
  }

  tile(page: number | undefined, x: number, y: number): Readonly<Uint16Array> {
    return this.painted.get(`${page} ${x} ${y}`) ?? this.masks.tile({ page, x, y }) ?? unpainted;
  }

  get(list: MemberList, key: string): Member | undefined {
    const name = `${list} ${key}`;
    return this.changed.has(name) ? this.changed.get(name) : this.store.get(list, key);
  }

  apply(operation: Operation): void {
    switch (operation.kind) {
      case 'add':
        this.changed.set(`${operation.list} ${keyOf(operation.member)}`, operation.member);
        break;
      case 'remove':
        this.changed.set(`${operation.list} ${operation.key}`, undefined);
        break;
      case 'set':
        this.set(operation);
        break;
      case 'paint':
        for (const { x, y, labels } of this.masks.decode(operation) ?? []) {
          this.painted.set(`${operation.page} ${x} ${y}`, labels);
        }
        break;
    }
  }

  private set(operation: SetOperation): void {
    const member = this.get(operation.list, operation.key);
    if (member) {
      this.changed.set(`${operation.list} ${operation.key}`, withField(member, operation));
    }
  }
}
