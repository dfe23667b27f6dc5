/** The list with one entry replaced, or removed where there is nothing to put in its place. */
export function replaceAt<TItem>(list: readonly TItem[], index: number, item: TItem | null): TItem[] {
  return item === null ? list.filter((_, at) => at !== index) : list.map((old, at) => (at === index ? item : old));
}

/** The list with one entry moved up. */
export function moveUp<TItem>(list: readonly TItem[], index: number): TItem[] {
  const moved = list[index];
  if (moved === undefined || index === 0) {
    return [...list];
  }
  return list.toSpliced(index, 1).toSpliced(index - 1, 0, moved);
}
