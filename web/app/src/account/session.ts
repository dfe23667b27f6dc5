import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, setCsrfToken, unwrap } from '../api/client';
import type { Schemas } from '../api/types';

/** Who is signed in; `user` is null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => {
    const session = await unwrap(api.GET('/v2/session', { signal }));
    setCsrfToken(session.csrfToken);
    return session;
  },
  staleTime: Number.POSITIVE_INFINITY,
});

/** The signed-in user; only pages behind the login may ask. */
export function useAccount(): Schemas['AccountReply'] {
  const user = useQuery(sessionQuery).data?.user;
  if (!user) {
    throw new Error('This page is shown to signed-in users only.');
  }
  return user;
}
