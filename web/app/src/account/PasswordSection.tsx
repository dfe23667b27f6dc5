import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../api/client';
import { Section } from '../ui/Section';
import { toast, toastError } from '../ui/toast';
import { NewPasswordFields, newPasswordRules } from './NewPasswordFields';
import { sessionQuery, useAccount } from './session';

export function PasswordSection() {
  const client = useQueryClient();
  const account = useAccount();
  const form = useForm({
    initialValues: { currentPassword: '', password: '', repeated: '' },
    validate: newPasswordRules,
  });
  const save = useMutation({
    mutationFn: (body: { currentPassword: string; password: string }) =>
      unwrap(api.POST('/v2/account/password', { body })),
    onSuccess: async () => {
      // The session is a new one, and so is its anti-forgery token.
      await client.invalidateQueries(sessionQuery);
      form.reset();
      toast('The password is changed. Your other sessions have ended.');
    },
    onError: (error) => toastError(error),
  });
  return (
    <Section title="Password" description="Changing it ends your sessions in other browsers.">
      <form onSubmit={form.onSubmit(({ currentPassword, password }) => save.mutate({ currentPassword, password }))}>
        <Stack maw={340}>
          <input type="hidden" autoComplete="username" value={account.email} readOnly />
          <PasswordInput
            label="Present password"
            autoComplete="current-password"
            required
            {...form.getInputProps('currentPassword')}
          />
          <NewPasswordFields form={form} />
          <Group>
            <Button type="submit" loading={save.isPending}>
              Change password
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
