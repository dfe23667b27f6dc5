import { Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { JobProgress } from '../jobs/JobProgress';
import { isUnderWay, useJob } from '../jobs/useJob';
import { useProject } from '../projects/project';
import { Loaded } from '../ui/Loaded';
import { Rows } from '../ui/Rows';
import { Section } from '../ui/Section';
import { ExportForm } from './ExportForm';
import { ExportList } from './ExportList';
import { exportsQuery } from './queries';

/** Takes the answers out of the project. */
export function ExportPage() {
  const [jobId, setJobId] = useState<string | null>(null);
  return (
    <Stack gap="lg">
      <ExportForm onStarted={setJobId} />
      {jobId && <RunningExport jobId={jobId} />}
      <ExportList />
    </Stack>
  );
}

function RunningExport({ jobId }: { jobId: string }) {
  const { _id: projectId } = useProject();
  const client = useQueryClient();
  const query = useJob(jobId);
  const hasEnded = query.data !== undefined && !isUnderWay(query.data);
  useEffect(() => {
    if (hasEnded) {
      void client.invalidateQueries(exportsQuery(projectId));
    }
  }, [hasEnded, client, projectId]);
  return (
    <Section
      title="This export"
      description="It goes on when you leave the page; a notification tells when it is ready."
    >
      <Loaded query={query} skeleton={<Rows count={1} />}>
        {(job) => <JobProgress job={job} unit="tasks" />}
      </Loaded>
    </Section>
  );
}
