import { Group, Paper, Progress, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ProjectStatistics, StageStatistics } from '../api/types';
import { EmptyState } from '../ui/EmptyState';
import { formatCount, formatPlural } from '../ui/format';
import { Loaded } from '../ui/Loaded';
import { ButtonLink, TextLink } from '../ui/links';
import { Section } from '../ui/Section';
import { stageColor } from '../workflow/stages';
import { isManager, useProject } from './project';
import { statisticsQuery } from './queries';

export function OverviewPage() {
  const project = useProject();
  const query = useQuery(statisticsQuery(project._id));
  return (
    <Section title="Progress">
      <Loaded query={query} skeleton={<Skeleton height={150} />}>
        {(statistics) => (statistics.total === 0 ? <NoTasks /> : <Progression statistics={statistics} />)}
      </Loaded>
    </Section>
  );
}

function NoTasks() {
  const project = useProject();
  return (
    <EmptyState
      icon={IconPhotoPlus}
      title="Nothing to label yet"
      actions={
        isManager(project) && (
          <ButtonLink to="/projects/$projectId/assets" params={{ projectId: project._id }}>
            Add assets
          </ButtonLink>
        )
      }
    >
      Add pictures or other files; each becomes a task.
    </EmptyState>
  );
}

function Progression({ statistics: { stages, total } }: { statistics: ProjectStatistics }) {
  const done = stages.filter((stage) => stage.type === 'Complete').reduce((sum, stage) => sum + stage.tasks, 0);
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <Group justify="space-between">
          <Text>
            <b>{formatCount(done)}</b> of {formatPlural(total, 'task')} complete
          </Text>
          <Text fw={600}>{Math.floor((100 * done) / total)} %</Text>
        </Group>
        <Progress size="lg" value={(100 * done) / total} aria-label="Complete" />
      </Stack>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 4 }}>
        {stages.map((stage) => (
          <StageCard key={stage.stageId} stage={stage} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function StageCard({ stage }: { stage: StageStatistics }) {
  const project = useProject();
  return (
    <Paper p="md" style={{ borderLeft: `3px solid var(--mantine-color-${stageColor(stage.type)}-filled)` }}>
      <Title order={3} size="sm" fw={500} c="dimmed">
        {stage.name}
      </Title>
      <Text fz={26} fw={650} lh={1.3} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {formatCount(stage.tasks)}
      </Text>
      <TextLink
        to="/projects/$projectId/tasks"
        params={{ projectId: project._id }}
        search={{ stage: stage.stageId }}
        size="sm"
        aria-label={`Show the tasks in ${stage.name}`}
      >
        Show tasks
      </TextLink>
    </Paper>
  );
}
