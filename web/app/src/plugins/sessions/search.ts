import type { PluginSessionState } from '../../api/types';
import { readNumber, readOneOf, readText } from '../../ui/search';
import { sessionStates } from './states';

/** What the address of the list of runs holds. */
export interface SessionsSearch {
  project?: string;
  plugin?: string;
  state?: PluginSessionState;
  page?: number;
}

export function readSessionsSearch(search: Record<string, unknown>): SessionsSearch {
  return {
    project: readText(search.project),
    plugin: readText(search.plugin),
    state: readOneOf(search.state, Object.keys(sessionStates) as PluginSessionState[]),
    page: readNumber(search.page, 2),
  };
}
