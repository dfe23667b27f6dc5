import { Container } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { EmptyState } from '../ui/EmptyState';
import { ErrorState } from '../ui/ErrorState';
import { ButtonLink } from '../ui/links';

/** For addresses that lead nowhere. */
export function NotFound() {
  return (
    <EmptyState
      icon={IconMapQuestion}
      title="There is no such page"
      actions={
        <ButtonLink to="/projects" variant="default">
          Go to projects
        </ButtonLink>
      }
    >
      The address may be mistyped, or the page was removed.
    </EmptyState>
  );
}

/** For pages that failed. */
export function PageError({ error, reset }: { error: unknown; reset: () => void }) {
  return (
    <Container size="sm" py="xl">
      <ErrorState error={error} onRetry={reset} />
    </Container>
  );
}
