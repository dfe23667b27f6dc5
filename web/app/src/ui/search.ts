/** Readers for the values of an address: whatever does not fit is left out. */

export function readText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function readNumber(value: unknown, smallest: number): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= smallest ? value : undefined;
}

export function readOneOf<TValue extends string>(value: unknown, values: readonly TValue[]): TValue | undefined {
  return values.find((candidate) => candidate === value);
}
