import type { Json } from '../answer';
import type { Refusal } from '../changes';
import type { Batch, Operation } from '../operations';

/** JSON has no NaN and no infinities; they would silently become null on the way to the server. */
export function checkNumbers(batch: Batch): Refusal | undefined {
  const broken = batch.operations.some((operation) => !isWhole(payloadOf(operation)));
  return broken ? { refused: 'malformed', reason: 'A coordinate is not a number.' } : undefined;
}

function payloadOf(operation: Operation): Json | undefined {
  switch (operation.kind) {
    case 'add':
      return operation.member as Json;
    case 'set':
      return operation.value;
    default:
      return undefined;
  }
}

function isWhole(value: Json | undefined): boolean {
  if (typeof value === 'number') {
    return Number.isFinite(value);
  }
  return typeof value !== 'object' || value === null || Object.values(value).every(isWhole);
}
