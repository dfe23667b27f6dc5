import type { Member } from '@limn/editor';
import { boundsOfGeometry } from '@limn/editor/geometry/measure';
import { readGeometry } from '@limn/editor/geometry/readGeometry';

/** What somebody hears of an object who does not see it: its kind, place and size. */
export function describeShape(member: Member): string {
  const geometry = readGeometry(member);
  if (!geometry) {
    return 'without a place';
  }
  const { minX, minY, maxX, maxY } = boundsOfGeometry(geometry);
  const place = `x ${Math.round(minX)} y ${Math.round(minY)}`;
  const size = geometry.kind === 'point' ? '' : `, ${Math.round(maxX - minX)} by ${Math.round(maxY - minY)}`;
  return `${geometry.kind.replaceAll('-', ' ')} at ${place}${size}`;
}
