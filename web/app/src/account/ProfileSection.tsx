import { Button, Group, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../api/client';
import { Section } from '../ui/Section';
import { toast, toastError } from '../ui/toast';
import { sessionQuery, useAccount } from './session';

export function ProfileSection() {
  const account = useAccount();
  const client = useQueryClient();
  const form = useForm({
    initialValues: { name: account.name },
    validate: { name: (name) => (name.trim() === '' || name.length > 100 ? 'A name has 1 to 100 characters.' : null) },
  });
  const save = useMutation({
    mutationFn: (name: string) => unwrap(api.POST('/v2/account', { body: { name } })),
    onSuccess: async (saved) => {
      await client.invalidateQueries(sessionQuery);
      form.setInitialValues({ name: saved.name });
      form.reset();
      toast('Your name is saved.');
    },
    onError: (error) => toastError(error),
  });
  return (
    <Section
      title="Profile"
      description={`${account.email} · ${account.organization ? `${account.organization.role} of ${account.organization.name}` : 'no organization'}`}
    >
      <form onSubmit={form.onSubmit(({ name }) => save.mutate(name))}>
        <Group align="flex-start" gap="sm">
          <TextInput label="Name" autoComplete="name" flex="1 1 14rem" maw={340} {...form.getInputProps('name')} />
          <Button type="submit" mt={24} disabled={!form.isDirty()} loading={save.isPending}>
            Save
          </Button>
        </Group>
      </form>
    </Section>
  );
}
