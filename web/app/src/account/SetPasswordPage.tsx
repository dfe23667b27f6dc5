import { Button, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { api, unwrap } from '../api/client';
import { toast } from '../ui/toast';
import { NewPasswordFields, newPasswordRules } from './NewPasswordFields';
import { SignInLayout } from './SignInLayout';

const route = getRouteApi('/set-password');

/** Where the link of the console or of an invitation leads. */
export function SetPasswordPage() {
  const { token } = route.useSearch();
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({ initialValues: { password: '', repeated: '' }, validate: newPasswordRules });
  const save = useMutation({
    mutationFn: (password: string) => unwrap(api.POST('/v2/account/password', { body: { token, password } })),
    onSuccess: async () => {
      client.clear();
      toast('The password is set. Welcome.');
      await navigate({ to: '/projects' });
    },
  });
  return (
    <SignInLayout title="Set your password" description="You are signed in with it right away." error={save.error}>
      <form onSubmit={form.onSubmit(({ password }) => save.mutate(password))}>
        <Stack>
          <NewPasswordFields form={form} />
          <Button type="submit" fullWidth mt="xs" loading={save.isPending}>
            Set password
          </Button>
        </Stack>
      </form>
    </SignInLayout>
  );
}
