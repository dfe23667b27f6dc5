import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';

/** Says why something is disabled; without a reason it changes nothing. */
export function ReasonTooltip({ reason, children }: { reason: string | null; children: ReactElement }) {
  return (
    <Tooltip label={reason} disabled={reason === null} multiline maw={280}>
      {reason === null ? (
        children
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a disabled control takes no focus, so its reason must
        <span tabIndex={0} aria-description={reason}>
          {children}
        </span>
      )}
    </Tooltip>
  );
}
