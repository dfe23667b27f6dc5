import type { ClassRules } from '../schema/schemaTypes';

/** A rule of a class that an answer breaks; the code is the name of the rule's key in the schema. */
export interface Problem {
  readonly code: keyof ClassRules;
  /** The class whose rule it is. */
  readonly schemaId: string;
  /** The member of one of the three lists that it is about; absent when it is about the task. */
  readonly objectId?: string;
  readonly page?: number;
  /** A sentence for people. */
  readonly message: string;
}

/** Tells problems apart: what breaks one rule in several ways at one place is one problem. */
export function problemKey({ code, schemaId, objectId, page }: Problem): string {
  return JSON.stringify([code, schemaId, objectId, page]);
}
