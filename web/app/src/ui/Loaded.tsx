import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState } from './ErrorState';

interface LoadedProps<TData> {
  query: UseQueryResult<TData>;
  /** Of the same size as the content, so that nothing jumps. */
  skeleton: ReactNode;
  children: (data: TData) => ReactNode;
}

/** Shows the result of a query, or that it is on its way, or why it failed. Data once shown stays while newer is fetched. */
export function Loaded<TData>({ query, skeleton, children }: LoadedProps<TData>) {
  if (query.data !== undefined) {
    return children(query.data);
  }
  return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : skeleton;
}
