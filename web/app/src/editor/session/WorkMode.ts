import type { Rights } from '@limn/editor';
import type { Project, Task } from '../../api/types';

/** What somebody does with the task that is open: data, so that further modes need no other tools. */
export interface WorkMode {
  readonly kind: Rights['mode'];
  /** Whether the work ends by sending the task on. */
  readonly canSubmit: boolean;
  readonly canSkip: boolean;
  readonly rights: Rights;
}

const ranks = ['Labeler', 'Reviewer', 'Lead', 'Manager'];

/** What a person may do with a task where it stands; the server decides in the end. */
export function workModeOf(task: Task, project: Project): WorkMode {
  const rank = ranks.indexOf(project.role);
  const stage = project.stages.find(({ id }) => id === task.stage);
  const isLead = rank >= ranks.indexOf('Lead');
  const isReviewer = rank >= ranks.indexOf('Reviewer');
  const rights = (mode: Rights['mode']): Rights => ({
    mode,
    mayEditInReview: stage?.readOnly !== true || isLead,
    mayUnlock: isLead,
  });
  if (stage?.type === 'Review' && isReviewer) {
    return { kind: 'review', canSubmit: true, canSkip: true, rights: rights('review') };
  }
  const isOpen = stage?.type === 'Label' || isLead;
  if (rank < 0 || !isOpen || stage?.type === 'Review') {
    return { kind: 'readonly', canSubmit: false, canSkip: false, rights: rights('readonly') };
  }
  const canSubmit = stage?.type === 'Label';
  return { kind: 'edit', canSubmit, canSkip: canSubmit, rights: rights('edit') };
}
