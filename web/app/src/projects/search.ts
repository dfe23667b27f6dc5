import { readNumber, readText } from '../ui/search';

/** What the address of the projects list holds. */
export interface ProjectsSearch {
  q?: string;
  page?: number;
}

export function readProjectsSearch(search: Record<string, unknown>): ProjectsSearch {
  return { q: readText(search.q), page: readNumber(search.page, 2) };
}
