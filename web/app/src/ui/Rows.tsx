import { Skeleton, Stack } from '@mantine/core';

/** Grey rows where a list will be. */
export function Rows({ count = 6, height = 44 }: { count?: number; height?: number }) {
  return (
    <Stack gap="xs" role="status" aria-busy="true" aria-label="Loading">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same
        <Skeleton key={index} height={height} radius="md" />
      ))}
    </Stack>
  );
}
