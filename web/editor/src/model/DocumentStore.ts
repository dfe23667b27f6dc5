import { keyOf, type Member, type MemberKey, type MemberList } from './answer';
import { applyOperation, type DocumentState } from './applyOperation';
import { BrushMasks } from './brush/BrushMasks';
import { ChangeTracker } from './ChangeTracker';
import { type ChangeSet, isRefusal, type Refusal } from './changes';
import { OrderedMembers } from './OrderedMembers';
import type { Batch, Operation } from './operations';
import { ReferenceIndex } from './ReferenceIndex';

/** How a batch is applied. */
export interface ApplyOptions {
  readonly gesture?: string;
}

type Listener = (change: ChangeSet) => void;

interface Together {
  readonly tracker: ChangeTracker;
  readonly operations: Operation[];
  readonly inverse: Operation[];
}

/**
 * The document being labelled: the members of an answer as the API carries them, and the brush masks. It changes by
 * batches only, and tells what changed, never the whole state; both cost the same however many members there are.
 */
export class DocumentStore {
  private readonly state: DocumentState = {
    objects: new OrderedMembers(),
    classifications: new OrderedMembers(),
    relations: new OrderedMembers(),
    masks: new BrushMasks(),
  };
  /** Which members speak of which. */
  readonly references = new ReferenceIndex();
  private readonly listeners = new Set<Listener>();
  private together: Together | undefined;

  constructor(answer: Partial<Readonly<Record<MemberList, readonly Member[]>>> = {}) {
    for (const list of memberLists) {
      for (const member of answer[list] ?? []) {
        this.state[list].insert(member);
        this.references.add(list, member);
      }
    }
  }

  /** The brush masks, to be read; they change by `paint` operations. */
  get masks(): BrushMasks {
    return this.state.masks;
  }

  get(list: MemberList, key: MemberKey): Member | undefined {
    return this.state[list].get(key);
  }

  /** The members of a list in their order; the same array until something in it changes. */
  members(list: MemberList): readonly Member[] {
    return this.state[list].all();
  }

  count(list: MemberList): number {
    return this.state[list].size;
  }

  /** A number that grows along the list: the depth of drawing. */
  orderOf(list: MemberList, key: MemberKey): number {
    return this.state[list].orderOf(key);
  }

  /** The neighbours of a member in its list. */
  neighbours(list: MemberList, key: MemberKey): { previous: MemberKey | undefined; next: MemberKey | undefined } {
    return { previous: this.state[list].previousTo(key), next: this.state[list].after(key) };
  }

  /** Applies a batch whole, or nothing of it and says why. Nobody hears of a batch without operations. */
  apply(batch: Batch, options: ApplyOptions = {}): ChangeSet | Refusal {
    const tracker = this.together?.tracker ?? new ChangeTracker();
    const inverse: Operation[] = [];
    for (const operation of batch.operations) {
      const result = this.applyOne(operation, tracker);
      if (isRefusal(result)) {
        this.takeBack(inverse, tracker);
        return result;
      }
      inverse.unshift(result);
    }
    const change = { ...this.describe(batch, inverse, tracker), source: 'local' as const, ...options };
    if (this.together) {
      this.together.operations.push(...batch.operations);
      this.together.inverse.unshift(...inverse);
    } else if (batch.operations.length > 0) {
      this.tell(change);
    }
    return change;
  }

  /**
   * Runs work that applies batches as the server has them; listeners hear of all of it at once, as a change from
   * elsewhere. `batch` gives the change its name.
   */
  applyRemote(batch: Omit<Batch, 'operations'>, work: () => void): ChangeSet {
    const together = { tracker: new ChangeTracker(), operations: [], inverse: [] };
    this.together = together;
    try {
      work();
    } finally {
      this.together = undefined;
    }
    const whole = { ...batch, operations: together.operations };
    const change = { ...this.describe(whole, together.inverse, together.tracker), source: 'remote' as const };
    this.tell(change);
    return change;
  }

  /** Calls a listener after each change until the returned function is called. */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private applyOne(operation: Operation, tracker: ChangeTracker): Operation | Refusal {
    const before = memberOf(this.state, operation);
    const result = applyOperation(this.state, operation, tracker);
    if (!isRefusal(result) && operation.kind !== 'paint' && operation.kind !== 'move') {
      this.references.replace(operation.list, before, memberOf(this.state, operation));
    }
    return result;
  }

  private takeBack(inverse: readonly Operation[], tracker: ChangeTracker): void {
    for (const operation of inverse) {
      this.applyOne(operation, tracker);
    }
  }

  private describe(batch: Batch, inverse: readonly Operation[], tracker: ChangeTracker) {
    return {
      origin: batch.origin,
      batch,
      inverse,
      objects: tracker.changeOf('objects', this.state.objects),
      classifications: tracker.changeOf('classifications', this.state.classifications),
      relations: tracker.changeOf('relations', this.state.relations),
      tiles: tracker.tiles,
    };
  }

  private tell(change: ChangeSet): void {
    for (const listener of [...this.listeners]) {
      listener(change);
    }
  }
}

const memberLists = ['objects', 'classifications', 'relations'] as const;

function memberOf(state: DocumentState, operation: Operation): Member | undefined {
  if (operation.kind === 'paint') {
    return undefined;
  }
  return state[operation.list].get(operation.kind === 'add' ? keyOf(operation.member) : operation.key);
}
