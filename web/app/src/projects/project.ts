import { createContext, useContext } from 'react';
import type { Project } from '../api/types';

/** The project whose pages are shown. */
export const ProjectContext = createContext<Project | null>(null);

/** The project of the present page; only its own pages may ask. */
export function useProject(): Project {
  const project = useContext(ProjectContext);
  if (project === null) {
    throw new Error('This component is part of a project’s pages only.');
  }
  return project;
}

/** Whether the user's role lets him change settings, run plugins and export. */
export function isManager(project: Project): boolean {
  return project.role === 'Manager';
}
