import { keyOf, type Member, type MemberKey } from '../answer';
import { shapeOf } from '../validation/shapes';

/** The orders in which objects can be gone through. */
export type ObjectOrder = 'list' | 'reading' | 'area' | 'confidence';

/** The keys of objects in an order; those that it does not know about come last. */
export function inOrder(objects: readonly Member[], order: ObjectOrder): MemberKey[] {
  if (order === 'list') {
    return objects.map(keyOf);
  }
  const numbered = objects.map((member) => ({ key: keyOf(member), number: numbers[order](member) }));
  return numbered.sort((one, other) => compare(one.number, other.number)).map(({ key }) => key);
}

const numbers: Readonly<Record<Exclude<ObjectOrder, 'list'>, (member: Member) => readonly number[]>> = {
  // Rows of 100 pixels, each from the left to the right.
  reading: (member) => {
    const { minX, minY } = shapeOf(member)?.bounds ?? { minX: Number.NaN, minY: Number.NaN };
    return [member.page ?? 0, Math.floor(minY / 100), minX];
  },
  // The smallest first, since these are overlooked.
  area: (member) => [shapeOf(member)?.area ?? Number.NaN],
  // The least certain first.
  confidence: (member) => [typeof member.confidence === 'number' ? member.confidence : Number.NaN],
};

function compare(one: readonly number[], other: readonly number[]): number {
  for (const [at, number] of one.entries()) {
    const difference = last(number) - last(other[at] ?? Number.NaN);
    if (difference !== 0 && !Number.isNaN(difference)) {
      return difference;
    }
  }
  return 0;
}

function last(number: number): number {
  return Number.isNaN(number) ? Number.MAX_VALUE : number;
}
