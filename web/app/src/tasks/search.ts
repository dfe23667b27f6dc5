import { readNumber, readOneOf, readText } from '../ui/search';

const sortFields = ['externalId', 'createdAt', 'updatedAt', 'priority'] as const;
const sorts = sortFields.flatMap((field) => [field, `-${field}`] as const);

/** Stands for "nobody" where an assignee is chosen. */
export const unassigned = '-';

/** What the address of the task list holds. A single task keeps it, so that "next" follows the list. */
export interface TasksSearch {
  stage?: string;
  /** An e-mail, or {@link unassigned}. */
  assignee?: string;
  batch?: string;
  /** Part of the external id. */
  q?: string;
  sort?: (typeof sorts)[number];
  page?: number;
  limit?: number;
}

export const defaultSort = '-createdAt';
export const defaultLimit = 25;

export function readTasksSearch(search: Record<string, unknown>): TasksSearch {
  return {
    stage: readText(search.stage),
    assignee: readText(search.assignee),
    batch: readText(search.batch),
    q: readText(search.q),
    sort: readOneOf(search.sort, sorts),
    page: readNumber(search.page, 2),
    limit: readNumber(search.limit, 1),
  };
}

/** The filter as the API reads it; undefined when everything is wanted. */
export function toTaskFilter({ stage, assignee, batch, q }: TasksSearch): string | undefined {
  const filter = {
    ...(stage && { stage }),
    ...(assignee && { assignee: assignee === unassigned ? { isEmpty: true } : assignee }),
    ...(batch && { batches: [batch] }),
    ...(q && { externalId: { contains: q } }),
  };
  return Object.keys(filter).length === 0 ? undefined : JSON.stringify(filter);
}

/** Whether anything narrows the list. */
export function isFiltered(search: TasksSearch): boolean {
  return toTaskFilter(search) !== undefined;
}
