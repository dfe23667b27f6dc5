import { Button, Center, Loader } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useAccount } from '../../account/session';
import type { Project } from '../../api/types';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { ButtonLink } from '../../ui/links';
import { IssueLink } from '../issues/IssueLink';
import type { EditorSession } from '../session/EditorSession';
import { NoPictureError, openSession } from '../session/openSession';
import { readAhead } from '../session/readTask';
import type { TaskFlow } from '../session/TaskFlow';
import { SessionContext } from '../state/hooks';
import { FilterAddress } from './FilterAddress';
import { LeaveGuard } from './LeaveGuard';
import { TaskNews } from './TaskNews';
import { Workspace } from './Workspace';

interface TaskEditorProps {
  taskId: string;
  project: Project;
  flow: TaskFlow;
}

interface Opening {
  readonly session: EditorSession | null;
  readonly error: unknown;
}

const nothing: Opening = { session: null, error: null };

/** Opens a task and shows its editor; closes it when another one comes. */
export function TaskEditor({ taskId, project, flow }: TaskEditorProps) {
  const { email } = useAccount();
  const [attempt, setAttempt] = useState(0);
  const [{ session, error }, setOpening] = useState<Opening>(nothing);
  const open = useEffectEvent((signal: AbortSignal) => openSession(taskId, project, email, signal));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt opens the task again
  useEffect(() => {
    const abort = new AbortController();
    const opening = open(abort.signal);
    opening.then(
      (opened) => !abort.signal.aborted && setOpening({ session: opened, error: null }),
      (failure: unknown) => !abort.signal.aborted && setOpening({ session: null, error: failure }),
    );
    return () => {
      abort.abort();
      setOpening(nothing);
      void opening.then((opened) => opened.close()).catch(() => undefined);
    };
  }, [taskId, attempt]);
  useEffect(() => session?.flow.set(flow), [session, flow]);
  useEffect(() => {
    if (session !== null) {
      readAhead.want(flow.upcoming);
    }
  }, [session, flow.upcoming]);

  // Saved first: the server tells a window what others did, not what the window itself sends while it reads the task anew.
  const reopen = async () => {
    if (session?.canSave) {
      await session.sync.flush();
    }
    setAttempt((before) => before + 1);
  };

  if (error !== null) {
    return <OpeningFailed error={error} project={project} onRetry={() => setAttempt(attempt + 1)} />;
  }
  if (session === null) {
    return (
      <Center h="100dvh" role="status" aria-label="Opening the task">
        <Loader size="sm" />
      </Center>
    );
  }
  return (
    <SessionContext value={session}>
      <LeaveGuard />
      <IssueLink />
      <FilterAddress />
      <TaskNews onReopen={() => void reopen()} />
      <Workspace onReopen={() => void reopen()} />
    </SessionContext>
  );
}

function OpeningFailed({ error, project, onRetry }: { error: unknown; project: Project; onRetry: () => void }) {
  const back = (
    <ButtonLink to="/projects/$projectId/tasks" params={{ projectId: project._id }} variant="default">
      To the tasks
    </ButtonLink>
  );
  if (error instanceof NoPictureError) {
    return (
      <Center h="100dvh">
        <EmptyState icon={IconPhotoOff} title="There is no editor for this kind of file yet" actions={back}>
          Pictures can be labelled here.
        </EmptyState>
      </Center>
    );
  }
  return (
    <Center h="100dvh" style={{ flexDirection: 'column', gap: '1rem' }}>
      <ErrorState error={error} />
      <div style={{ display: 'flex', gap: '0.5rem' }}>
        <Button onClick={onRetry}>Try again</Button>
        {back}
      </div>
    </Center>
  );
}
