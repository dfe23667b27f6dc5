import { useMediaQuery } from '@mantine/hooks';
import { isOpen } from '../session/Layout';
import { useCell, useSession } from '../state/hooks';

export interface Side {
  readonly isOpen: boolean;
  readonly width: number;
  toggle(): void;
}

/** The sides beside the picture: what is open and how wide it is. */
export function useSides(): { readonly left: Side; readonly right: Side } {
  const { layout } = useSession();
  const value = useCell(layout);
  const isNarrow = useMediaQuery('(max-width: 68.75em)', undefined, { getInitialValueInEffect: false }) ?? false;
  const [left, right] = [isOpen('left', value, isNarrow), isOpen('right', value, isNarrow)];
  const most = isNarrow ? 232 : Number.POSITIVE_INFINITY;
  return {
    left: { isOpen: left, width: Math.min(most, value.leftWidth), toggle: () => layout.merge({ left: !left }) },
    right: { isOpen: right, width: Math.min(most, value.rightWidth), toggle: () => layout.merge({ right: !right }) },
  };
}
