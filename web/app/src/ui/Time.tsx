import { Text, type TextProps, Tooltip } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { formatAgo, formatDateTime } from './format';

/** A time as people say it, exact on hover and focus; keeps itself up to date. */
export function Time({ value, ...text }: { value: string } & TextProps) {
  const now = useSyncExternalStore(onMinute, () => minute);
  return (
    <Tooltip label={formatDateTime(value)}>
      <Text component="time" dateTime={value} inherit style={{ whiteSpace: 'nowrap' }} {...text}>
        {formatAgo(value, now)}
      </Text>
    </Tooltip>
  );
}

let minute = Date.now();

function onMinute(listener: () => void): () => void {
  const timer = setInterval(() => {
    minute = Date.now();
    listener();
  }, 30_000);
  return () => clearInterval(timer);
}
