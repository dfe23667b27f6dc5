import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { api, unwrap } from '../api/client';
import { toastError } from '../ui/toast';

export function useSignOut() {
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE('/v2/session')),
    onSuccess: async () => {
      // What the next user of this browser may not see must not stay in memory.
      client.clear();
      await router.navigate({ to: '/login' });
    },
    onError: (error) => toastError(error),
  });
}
