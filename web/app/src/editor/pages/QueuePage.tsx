import { Button, Center } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconChecks } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useMemo, useRef } from 'react';
import { api, unwrap } from '../../api/client';
import type { Schemas } from '../../api/types';
import { projectQuery } from '../../projects/queries';
import { toTask } from '../../tasks/queries';
import { EmptyState } from '../../ui/EmptyState';
import { ButtonLink } from '../../ui/links';
import { keepTask } from '../session/readTask';
import type { TaskFlow } from '../session/TaskFlow';
import { windowSession } from '../session/windowSession';
import { TaskEditor } from '../shell/TaskEditor';
import { PageLoading } from './PageLoading';
import { ReviewedTask } from './ReviewedTask';
import { useUpcoming } from './useUpcoming';

interface QueuePageProps {
  projectId: string;
  kind: 'label' | 'review';
  /** The task that is open; the address has it, so that a reload stays with it. */
  taskId: string | undefined;
}

/** Works through the tasks that wait for somebody, one after the other. */
export function QueuePage({ projectId, kind, taskId }: QueuePageProps) {
  const project = useQuery(projectQuery(projectId));
  const navigate = useNavigate();
  const to = kind === 'label' ? '/projects/$projectId/label' : '/projects/$projectId/review';
  const show = (task: string | undefined) => navigate({ to, params: { projectId }, search: { task }, replace: true });
  useDocumentTitle(`${kind === 'label' ? 'Labeling' : 'Review'} · ${project.data?.name ?? ''} · Limn`);
  const next = useMutation({
    // An answer holds a whole task, and is read once.
    gcTime: 0,
    mutationFn: (restart: boolean) => nextTask(projectId, kind, restart),
    onSuccess: ({ task }) => {
      if (task !== null) {
        keepTask(toTask(task));
      }
      void show(task?._id);
    },
  });
  const start = useEffectEvent(() => next.mutate(false));
  const isAsked = useRef(false);
  useEffect(() => {
    if (taskId === undefined && !isAsked.current) {
      start();
    }
    // Asking twice would take two tasks.
    isAsked.current = taskId === undefined;
  }, [taskId]);
  const upcoming = useUpcoming(project.data, kind, taskId);
  const flow = useQueueFlow(upcoming, () => void show(undefined));
  if (!project.data || next.error) {
    return <PageLoading error={project.error ?? next.error} onRetry={() => next.mutate(false)} />;
  }
  if (taskId !== undefined) {
    return kind === 'review' ? (
      <ReviewedTask
        key={taskId}
        taskId={taskId}
        project={project.data}
        queue={flow}
        onShow={(task) => void show(task)}
      />
    ) : (
      <TaskEditor key={taskId} taskId={taskId} project={project.data} flow={flow} />
    );
  }
  return next.data && next.data.task === null ? (
    <NothingLeft reasons={next.data.reasons} projectId={projectId} onRestart={() => next.mutate(true)} />
  ) : (
    <PageLoading error={null} onRetry={() => undefined} />
  );
}

function useQueueFlow(upcoming: readonly string[], done: () => void): TaskFlow {
  const onDone = useEffectEvent(done);
  return useMemo(
    () => ({
      position: null,
      hasNext: false,
      hasPrevious: false,
      isQueue: true,
      upcoming,
      next: () => undefined,
      previous: () => undefined,
      done: () => onDone(),
    }),
    [upcoming],
  );
}

async function nextTask(projectId: string, kind: QueuePageProps['kind'], restart: boolean) {
  const session = await windowSession();
  return unwrap(
    api.POST('/v2/project/{projectId}/queue/next', {
      params: { path: { projectId } },
      body: { kind: kind === 'label' ? 'Label' : 'Review', session, restart },
    }),
  );
}

interface NothingLeftProps {
  reasons: readonly Schemas['QueueReason'][];
  projectId: string;
  onRestart: () => void;
}

function NothingLeft({ reasons, projectId, onRestart }: NothingLeftProps) {
  const hasSkipped = reasons.some(({ code }) => code === 'skipped');
  return (
    <Center h="100dvh">
      <EmptyState
        icon={IconChecks}
        title="There is no task for you now"
        actions={
          <>
            {hasSkipped && <Button onClick={onRestart}>Start again</Button>}
            <ButtonLink to="/projects/$projectId" params={{ projectId }} variant="default">
              Back to the project
            </ButtonLink>
          </>
        }
      >
        {reasons.map(({ code, message }) => (
          <div key={code}>{message}</div>
        ))}
      </EmptyState>
    </Center>
  );
}
