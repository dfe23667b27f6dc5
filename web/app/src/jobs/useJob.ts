import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../api/client';
import type { Job } from '../api/types';
import { usePollInterval, useTopics } from '../live/live';

export const jobQuery = (jobId: string) =>
  queryOptions({
    queryKey: ['job', jobId],
    queryFn: ({ signal }) => unwrap(api.GET('/v2/jobs/{jobId}', { params: { path: { jobId } }, signal })),
  });

export function isUnderWay(job: Job): boolean {
  return job.endedAt === null;
}

/** A job that is followed live until it ends. */
export function useJob(jobId: string) {
  const client = useQueryClient();
  const known = client.getQueryData(jobQuery(jobId).queryKey);
  const refetchInterval = usePollInterval(known === undefined || isUnderWay(known));
  const query = useQuery({ ...jobQuery(jobId), refetchInterval });
  const readAgain = () => void client.invalidateQueries(jobQuery(jobId));
  useTopics([`job/${jobId}`], (name) => name === 'job' && readAgain(), readAgain);
  return query;
}
