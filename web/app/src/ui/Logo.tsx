/** The mark: an L drawn as an annotation, with the points that one would drag. */
export function Logo({ size = 28 }: { size?: number }) {
  return <img src="/limn.svg" width={size} height={size} alt="" />;
}
