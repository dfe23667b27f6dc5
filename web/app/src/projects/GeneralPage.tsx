import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, unwrap } from '../api/client';
import { confirm } from '../ui/confirm';
import { FormError } from '../ui/FormDialog';
import { formatPlural } from '../ui/format';
import { Copy } from '../ui/SecretField';
import { Section } from '../ui/Section';
import { toast, toastError } from '../ui/toast';
import { useProject } from './project';
import { useUpdateProject } from './queries';

export function GeneralPage() {
  return (
    <Stack gap="lg">
      <NameSection />
      <DeleteSection />
    </Stack>
  );
}

function NameSection() {
  const project = useProject();
  const update = useUpdateProject(project._id);
  const form = useForm({
    initialValues: { name: project.name, description: project.description },
    validate: { name: (name) => (name.trim() === '' ? 'Give the project a name.' : null) },
  });
  return (
    <Section title="General">
      <form
        onSubmit={form.onSubmit((values) =>
          update.mutate(values, {
            onSuccess: () => {
              form.resetDirty();
              toast('The project is saved.');
            },
          }),
        )}
      >
        <Stack maw={560}>
          <TextInput label="Name" required {...form.getInputProps('name')} />
          <Textarea label="Description" autosize minRows={3} maxRows={10} {...form.getInputProps('description')} />
          <Group gap="xs" align="center">
            <Text c="dimmed">
              Project id <code>{project._id}</code>
            </Text>
            <Copy value={project._id} name="project id" size={26} />
          </Group>
          {update.error && <FormError error={update.error} />}
          <Group>
            <Button type="submit" disabled={!form.isDirty()} loading={update.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

function DeleteSection() {
  const project = useProject();
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE('/v2/project/{projectId}', { params: { path: { projectId: project._id } } })),
    onSuccess: async () => {
      toast(`Project ${project.name} is deleted.`);
      await navigate({ to: '/projects' });
      client.removeQueries({ queryKey: ['project', project._id] });
      await client.invalidateQueries({ queryKey: ['projects'] });
    },
    onError: (error) => toastError(error),
  });
  return (
    <Section title="Delete the project" description="Its assets, tasks and answers go with it.">
      <Button
        variant="light"
        color="red"
        loading={remove.isPending}
        onClick={() =>
          confirm({
            title: `Delete ${project.name}?`,
            message: `The project with ${formatPlural(project.assetCount, 'asset')} and all answers is deleted for everybody.`,
            action: 'Delete the project',
            onConfirm: () => remove.mutate(),
          })
        }
      >
        Delete the project
      </Button>
    </Section>
  );
}
