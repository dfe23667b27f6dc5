import { ActionIcon, Button, Group, Stack, Table, Text, TextInput, Tooltip } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { api, unwrap } from '../api/client';
import type { Batch } from '../api/types';
import { useProject } from '../projects/project';
import { useShowProject } from '../projects/queries';
import { confirm } from '../ui/confirm';
import { moveUp } from '../ui/lists';
import { Section } from '../ui/Section';
import { toast, toastError } from '../ui/toast';

type BatchList = (Batch | { name: string })[];

/** The labels on assets; queues serve them from the top. */
export function BatchesPage() {
  const { _id: projectId, batches } = useProject();
  const show = useShowProject();
  const save = useMutation({
    mutationFn: ({ list }: { list: BatchList; done: string }) =>
      unwrap(api.POST('/v2/batches/{projectId}', { params: { path: { projectId } }, body: { batches: list } })),
    onSuccess: ({ project }, { done }) => {
      show(project);
      toast(done);
    },
    onError: (error) => toastError(error),
  });
  const remove = (batch: Batch) =>
    confirm({
      title: `Remove the batch ${batch.name}?`,
      message: 'Its assets stay in the project and lose this label.',
      action: 'Remove',
      onConfirm: () =>
        save.mutate({
          list: batches.filter((other) => other._id !== batch._id),
          done: `Batch ${batch.name} is removed.`,
        }),
    });
  return (
    <Section
      title="Batches"
      description="Labels on assets, for filters and exports. Queues hand out the tasks of upper batches first."
    >
      <Stack>
        <AddBatch
          names={batches.map((batch) => batch.name)}
          onAdd={(name) => save.mutate({ list: [...batches, { name }], done: `Batch ${name} is added.` })}
          isPending={save.isPending}
        />
        {batches.length === 0 ? (
          <Text c="dimmed">No batches yet.</Text>
        ) : (
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Name</Table.Th>
                <Table.Th w={110}>
                  <span className="visually-hidden">Actions</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {batches.map((batch, index) => (
                <Table.Tr key={batch._id}>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>{batch.name}</Table.Td>
                  <Table.Td>
                    <Group gap={4} justify="flex-end" wrap="nowrap">
                      <Tooltip label="Serve earlier">
                        <ActionIcon
                          variant="subtle"
                          color="gray"
                          aria-label={`Move ${batch.name} up`}
                          disabled={index === 0 || save.isPending}
                          onClick={() =>
                            save.mutate({
                              list: moveUp(batches, index),
                              done: `Batch ${batch.name} is served earlier.`,
                            })
                          }
                        >
                          <IconArrowUp size={16} />
                        </ActionIcon>
                      </Tooltip>
                      <Tooltip label="Remove">
                        <ActionIcon
                          variant="subtle"
                          color="red"
                          aria-label={`Remove ${batch.name}`}
                          onClick={() => remove(batch)}
                        >
                          <IconTrash size={16} />
                        </ActionIcon>
                      </Tooltip>
                    </Group>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Stack>
    </Section>
  );
}

interface AddBatchProps {
  names: string[];
  onAdd: (name: string) => void;
  isPending: boolean;
}

function AddBatch({ names, onAdd, isPending }: AddBatchProps) {
  const form = useForm({
    initialValues: { name: '' },
    validate: {
      name: (name) =>
        name.trim() === '' ? 'Give the batch a name.' : names.includes(name.trim()) ? 'There is such a batch.' : null,
    },
  });
  return (
    <form
      onSubmit={form.onSubmit(({ name }) => {
        onAdd(name.trim());
        form.reset();
      })}
    >
      <Group align="flex-start" gap="sm">
        <TextInput label="New batch" flex="1 1 14rem" maw={340} {...form.getInputProps('name')} />
        <Button type="submit" mt={24} leftSection={<IconPlus size={16} />} loading={isPending}>
          Add
        </Button>
      </Group>
    </form>
  );
}
