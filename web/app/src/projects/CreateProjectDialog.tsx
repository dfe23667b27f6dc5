import { Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, unwrap } from '../api/client';
import { FormDialog } from '../ui/FormDialog';
import { toast } from '../ui/toast';

export function CreateProjectDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { name: '', description: '' },
    validate: { name: (name) => (name.trim() === '' ? 'Give the project a name.' : null) },
  });
  const create = useMutation({
    mutationFn: (body: { name: string; description: string }) => unwrap(api.POST('/v2/project', { body })),
    onSuccess: async ({ project }) => {
      void client.invalidateQueries({ queryKey: ['projects'] });
      toast(`Project ${project.name} is created.`);
      await navigate({ to: '/projects/$projectId/assets', params: { projectId: project._id } });
    },
  });
  return (
    <FormDialog
      title="Create a project"
      action="Create project"
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={form.onSubmit((values) => create.mutate(values))}
      isPending={create.isPending}
      error={create.error}
    >
      <TextInput label="Name" required data-autofocus {...form.getInputProps('name')} />
      <Textarea label="Description" autosize minRows={2} maxRows={6} {...form.getInputProps('description')} />
    </FormDialog>
  );
}
