import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../api/client';
import type { CategorySchema, Project, Schemas, Stage } from '../api/types';
import type { ProjectsSearch } from './search';

export const projectsPageSize = 25;

export const projectsQuery = ({ q, page = 1 }: ProjectsSearch) =>
  queryOptions({
    queryKey: ['projects', { q, page }],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v2/listProjects', { params: { query: { page, limit: projectsPageSize, search: q } }, signal })),
    placeholderData: keepPreviousData,
  });

export const projectQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['project', projectId],
    queryFn: async ({ signal }) =>
      toProject(
        (await unwrap(api.GET('/v2/project/{projectId}', { params: { path: { projectId } }, signal }))).project,
      ),
  });

export const statisticsQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['project', projectId, 'statistics'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v2/project/{projectId}/statistics', { params: { path: { projectId } }, signal })),
  });

/** Changes some settings of a project; the pages show the project that the server answers with. */
export function useUpdateProject(projectId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Schemas['EditProjectRequest']) =>
      unwrap(api.POST('/v2/project/{projectId}', { params: { path: { projectId } }, body: change })),
    onSuccess: ({ project }) => {
      client.setQueryData(projectQuery(projectId).queryKey, toProject(project));
      return client.invalidateQueries({ queryKey: ['projects'] });
    },
  });
}

/** Puts a project that some call answered with in place of the one that is shown. */
export function useShowProject() {
  const client = useQueryClient();
  return (project: Schemas['ProjectReply']) =>
    client.setQueryData(projectQuery(project._id).queryKey, toProject(project));
}

function toProject(project: Schemas['ProjectReply']): Project {
  return { ...project, categorySchema: project.categorySchema as CategorySchema, stages: project.stages as Stage[] };
}
