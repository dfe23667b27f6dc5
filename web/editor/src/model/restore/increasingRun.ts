/** As many of the items as can be kept so that their numbers grow along the list: a longest increasing subsequence. */
export function increasingRun<T>(items: readonly T[], numberOf: (item: T) => number): Set<T> {
  const numbers = items.map(numberOf);
  // The place of the smallest last number of a run of each length, and the place before each in its run.
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [at, number] of numbers.entries()) {
    const length = firstNotBelow(ends, numbers, number);
    before.push(ends[length - 1]);
    ends[length] = at;
  }
  const kept = new Set<T>();
  for (let at = ends.at(-1); at !== undefined; at = before[at]) {
    kept.add(items[at] as T);
  }
  return kept;
}

function firstNotBelow(ends: readonly number[], numbers: readonly number[], number: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[ends[middle] ?? 0] ?? 0) < number) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
