import {
  Button,
  Checkbox,
  Group,
  MultiSelect,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconFileExport } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../api/client';
import { BatchChoice } from '../assets/BatchChoice';
import { jobQuery } from '../jobs/useJob';
import { useProject } from '../projects/project';
import { FormError } from '../ui/FormDialog';
import { Section } from '../ui/Section';
import { type ExportChoices, initialChoices, toExportOptions } from './exportOptions';
import { serverQuery } from './queries';

export function ExportForm({ onStarted }: { onStarted: (jobId: string) => void }) {
  const project = useProject();
  const client = useQueryClient();
  const form = useForm<ExportChoices>({ initialValues: initialChoices });
  const start = useMutation({
    mutationFn: (choices: ExportChoices) =>
      unwrap(
        api.POST('/v2/project/{projectId}/exports', {
          params: { path: { projectId: project._id } },
          body: toExportOptions(choices),
        }),
      ),
    onSuccess: ({ job }) => {
      client.setQueryData(jobQuery(job.id).queryKey, job);
      onStarted(job.id);
    },
  });
  return (
    <Section
      title="Export"
      description="A zip with one record for each task: its asset, its answer and, if wanted, its history."
    >
      <form onSubmit={form.onSubmit((choices) => start.mutate(choices))}>
        <Stack gap="lg">
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
            <MultiSelect
              label="Stages"
              description="Tasks that stand in one of them now; none means all"
              placeholder={form.values.stage.length === 0 ? 'All stages' : undefined}
              clearable
              searchable
              data={project.stages.map((stage) => ({ value: stage.id, label: stage.name }))}
              {...form.getInputProps('stage')}
            />
            <BatchChoice
              label="Batches"
              description="Assets in any of them; none means all"
              value={form.values.batches}
              onChange={(batches) => form.setFieldValue('batches', batches)}
            />
            <MultiSelect
              label="Kinds of tasks"
              description="Copies for consensus and benchmark are tasks too"
              data={[
                { value: 'Default', label: 'Ordinary' },
                { value: 'Consensus', label: 'Consensus' },
                { value: 'Benchmark', label: 'Benchmark' },
              ]}
              {...form.getInputProps('taskTypes')}
            />
            <Group gap="sm" grow align="flex-end">
              <TextInput type="date" label="Changed since" {...form.getInputProps('updatedAfter')} />
              <TextInput type="date" label="Changed before" {...form.getInputProps('updatedBefore')} />
            </Group>
          </SimpleGrid>
          <Contents form={form} />
          {start.error && <FormError error={start.error} />}
          <Group>
            <Button type="submit" leftSection={<IconFileExport size={16} />} loading={start.isPending}>
              Start export
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

function Contents({ form }: { form: ReturnType<typeof useForm<ExportChoices>> }) {
  const hasMail = useQuery(serverQuery).data?.mail ?? false;
  const box = (field: keyof ExportChoices) => form.getInputProps(field, { type: 'checkbox' });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
      <Stack gap="sm">
        <Text fw={500}>Contents</Text>
        <Checkbox label="Who made and changed each annotation" {...box('includeMetadata')} />
        <Checkbox label="History of the stages" {...box('includeHistory')} />
        <Checkbox label="Only key frames of videos" {...box('includeOnlyKeyFrames')} />
        <Checkbox label="Idle and unfocused time" {...box('includeIdleBlurDurations')} />
      </Stack>
      <Stack gap="sm">
        <Text fw={500} id="export-format">
          Format
        </Text>
        <SegmentedControl
          aria-labelledby="export-format"
          data={[
            { value: 'Json', label: 'JSON' },
            { value: 'NdJson', label: 'NDJSON' },
          ]}
          style={{ alignSelf: 'flex-start' }}
          {...form.getInputProps('format')}
        />
        <Checkbox label="Notify me when it is ready" {...box('notify')} />
        <Checkbox
          label="Send me an e-mail too"
          description={hasMail ? undefined : 'This server has no mail server set.'}
          disabled={!hasMail}
          {...box('sendEmail')}
        />
      </Stack>
    </SimpleGrid>
  );
}
