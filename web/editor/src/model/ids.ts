/** A new id of an object, an answer or a relation: 23 hex digits, as other clients of the API make them. */
export function newObjectId(): string {
  return randomHex(12).slice(1);
}

/** A new id of a batch: 32 hex digits. */
export function newBatchId(): string {
  return randomHex(16);
}

// Not `crypto.randomUUID`, which browsers have on https pages only.
function randomHex(bytes: number): string {
  return [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
