import { Center, Loader } from '@mantine/core';
import { ErrorState } from '../../ui/ErrorState';

/** In place of the editor while something is on its way, or when it failed. */
export function PageLoading({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <Center h="100dvh">
      {error ? <ErrorState error={error} onRetry={onRetry} /> : <Loader size="sm" role="status" aria-label="Loading" />}
    </Center>
  );
}
