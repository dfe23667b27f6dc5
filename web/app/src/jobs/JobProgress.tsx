import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../api/client';
import type { Job } from '../api/types';
import { formatCount } from '../ui/format';
import { toastError } from '../ui/toast';
import { isUnderWay, jobQuery } from './useJob';

const states: Record<Job['state'], string> = {
  Queued: 'Waiting for its turn',
  Running: 'Under way',
  Succeeded: 'Done',
  Failed: 'Failed',
  Cancelled: 'Cancelled',
};

/** How far a job is, with a way to cancel it. */
export function JobProgress({ job, unit }: { job: Job; unit: string }) {
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => unwrap(api.POST('/v2/jobs/{jobId}/cancel', { params: { path: { jobId: job.id } } })),
    onSuccess: (cancelled) => client.setQueryData(jobQuery(job.id).queryKey, cancelled),
    onError: (error) => toastError(error),
  });
  const percent = job.total ? (100 * job.done) / job.total : 0;
  if (job.state === 'Failed') {
    return (
      <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} role="alert">
        {job.error ?? 'It failed.'}
      </Alert>
    );
  }
  return (
    <Stack gap="xs" role="status">
      <Group justify="space-between">
        <Text>
          {states[job.state]}
          <Text span c="dimmed">
            {job.total !== null && ` · ${formatCount(job.done)} of ${formatCount(job.total)} ${unit}`}
          </Text>
        </Text>
        {isUnderWay(job) && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            loading={cancel.isPending}
            onClick={() => cancel.mutate()}
          >
            Cancel
          </Button>
        )}
      </Group>
      <Progress
        value={job.state === 'Succeeded' ? 100 : job.total === null ? 100 : percent}
        animated={isUnderWay(job)}
        color={job.state === 'Cancelled' ? 'gray' : 'teal'}
        aria-label="Progress"
      />
    </Stack>
  );
}
