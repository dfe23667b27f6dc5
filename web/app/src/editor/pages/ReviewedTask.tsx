import { useQuery } from '@tanstack/react-query';
import { useEffectEvent, useMemo } from 'react';
import type { Project } from '../../api/types';
import { taskQuery } from '../../tasks/queries';
import { useNeighbours } from '../../tasks/useNeighbours';
import { formatCount } from '../../ui/format';
import type { TaskFlow } from '../session/TaskFlow';
import { TaskEditor } from '../shell/TaskEditor';

interface ReviewedTaskProps {
  taskId: string;
  project: Project;
  queue: TaskFlow;
  onShow: (taskId: string) => void;
}

/** A task of the review queue; whoever reviews also goes back and forth among those that wait in its stage. */
export function ReviewedTask({ taskId, project, queue, onShow }: ReviewedTaskProps) {
  const { data: task } = useQuery(taskQuery(taskId));
  const search = useMemo(() => ({ stage: task?.stage, sort: 'createdAt' as const }), [task?.stage]);
  const { previous, next, position, total } = useNeighbours(project._id, taskId, search);
  const [before, after] = [previous?.taskId, next?.taskId];
  const show = useEffectEvent((id: string | undefined) => id !== undefined && onShow(id));
  const flow = useMemo(
    (): TaskFlow => ({
      ...queue,
      position: position === null ? null : `${formatCount(position)} of ${formatCount(total)}`,
      hasPrevious: before !== undefined,
      hasNext: after !== undefined,
      previous: () => show(before),
      next: () => show(after),
    }),
    [queue, position, total, before, after],
  );
  return <TaskEditor taskId={taskId} project={project} flow={flow} />;
}
