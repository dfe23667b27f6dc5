import type { DocumentStore } from '../DocumentStore';
import type { SchemaIndex } from '../schema/SchemaIndex';
import type { Timers } from '../timers';
import type { Problem } from './problems';
import { type ValidationContext, validate, validateInSteps } from './validate';

/** What the rules are checked upon, as it is when they are. */
export interface LiveSource {
  readonly store: DocumentStore;
  readonly schema: SchemaIndex;
}

// Milliseconds: of quiet before the rules are checked, and of work at a time.
const quiet = 500;
const slice = 8;

/** Keeps up the list of broken rules while somebody works, a few milliseconds of work at a time. */
export class LiveValidation {
  private readonly source: LiveSource;
  private readonly pictureOf: ValidationContext['pictureOf'];
  private readonly timers: Timers;
  private readonly listeners = new Set<() => void>();
  private readonly unsubscribe: () => void;
  private found: readonly Problem[] = [];
  private byObject: ReadonlyMap<string, readonly Problem[]> = new Map();
  private running: Generator<undefined, Problem[]> | undefined;
  private cancelTimer = () => {};

  constructor(source: LiveSource, pictureOf: ValidationContext['pictureOf'], timers: Timers) {
    this.source = source;
    this.pictureOf = pictureOf;
    this.timers = timers;
    this.unsubscribe = source.store.subscribe(() => this.later());
    this.later(0);
  }

  /** The rules that are broken; the same list until it changes. */
  get problems(): readonly Problem[] {
    return this.found;
  }

  /** Those that are about a member or something within it. */
  problemsOf(objectId: string): readonly Problem[] {
    return this.byObject.get(objectId) ?? none;
  }

  /** Checks anew: the schema or the picture changed. */
  restart(): void {
    this.later(0);
  }

  /** Checks everything at once, as is done before a task is submitted. */
  finish(): readonly Problem[] {
    this.cancelTimer();
    this.running = undefined;
    this.take(validate(...this.input()));
    return this.found;
  }

  stop(): void {
    this.cancelTimer();
    this.unsubscribe();
    this.listeners.clear();
  }

  /** Calls a listener when the list changed until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private later(delay = quiet): void {
    this.running = undefined;
    this.cancelTimer();
    this.cancelTimer = this.timers.after(delay, () => this.goOn());
  }

  private goOn(): void {
    this.running ??= validateInSteps(...this.input());
    const end = this.timers.now() + slice;
    do {
      const step = this.running.next();
      if (step.done) {
        this.running = undefined;
        this.take(step.value);
        return;
      }
    } while (this.timers.now() < end);
    this.cancelTimer = this.timers.after(0, () => this.goOn());
  }

  private input(): Parameters<typeof validate> {
    const { store, schema } = this.source;
    const lists = {
      objects: store.members('objects'),
      classifications: store.members('classifications'),
      relations: store.members('relations'),
    };
    return [lists, schema, { pictureOf: this.pictureOf, painted: store.masks.classes() }];
  }

  private take(problems: readonly Problem[]): void {
    this.found = problems;
    const byObject = new Map<string, Problem[]>();
    for (const problem of problems) {
      const { objectId = '' } = problem;
      byObject.set(objectId, [...(byObject.get(objectId) ?? []), problem]);
    }
    this.byObject = byObject;
    for (const listener of [...this.listeners]) {
      listener();
    }
  }
}

const none: readonly Problem[] = [];
