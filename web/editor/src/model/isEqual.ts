import type { Json } from './answer';

/** Whether two JSON values say the same; the order of keys says nothing. */
export function isEqual(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) {
    return true;
  }
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return false;
  }
  const [entries, others] = [Object.entries(one), other as { readonly [key: string]: Json }];
  return (
    Array.isArray(one) === Array.isArray(other) &&
    entries.length === Object.keys(others).length &&
    entries.every(([key, value]) => Object.hasOwn(others, key) && isEqual(value, others[key]))
  );
}
