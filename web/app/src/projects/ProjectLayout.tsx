import { Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet, useMatchRoute } from '@tanstack/react-router';
import type { Project } from '../api/types';
import { Loaded } from '../ui/Loaded';
import { TextLink } from '../ui/links';
import { Rows } from '../ui/Rows';
import tabs from '../ui/TabLinks.module.css';
import { isManager, ProjectContext } from './project';
import { projectQuery } from './queries';
import { StartWork } from './StartWork';

const route = getRouteApi('/signedIn/projects/$projectId');

/** What surrounds the pages of one project. */
export function ProjectLayout() {
  const { projectId } = route.useParams();
  const query = useQuery(projectQuery(projectId));
  return (
    <Loaded query={query} skeleton={<LayoutSkeleton />}>
      {(project) => (
        <ProjectContext value={project}>
          <Content project={project} />
        </ProjectContext>
      )}
    </Loaded>
  );
}

function Content({ project }: { project: Project }) {
  useDocumentTitle(`${project.name} · Limn`);
  const isTask = useMatchRoute()({ to: '/projects/$projectId/tasks/$taskId' });
  if (isTask) {
    // One picture needs the whole page.
    return <Outlet />;
  }
  return (
    <>
      <Header project={project} />
      <Outlet />
    </>
  );
}

function Header({ project }: { project: Project }) {
  const params = { projectId: project._id };
  return (
    <>
      <Stack gap={4} mb="md">
        <TextLink to="/projects" size="sm" c="dimmed" w="fit-content">
          Projects
        </TextLink>
        <Group justify="space-between" gap="sm">
          <Title order={1} style={{ overflowWrap: 'anywhere' }}>
            {project.name}
          </Title>
          <StartWork projectId={project._id} />
        </Group>
        {project.description && (
          <Text c="dimmed" lineClamp={2} maw="60rem">
            {project.description}
          </Text>
        )}
      </Stack>
      <nav className={tabs.bar} aria-label="Project">
        <Link to="/projects/$projectId" params={params} activeOptions={{ exact: true }} className={tabs.tab}>
          Overview
        </Link>
        <Link
          to="/projects/$projectId/tasks"
          params={params}
          activeOptions={{ includeSearch: false }}
          className={tabs.tab}
        >
          Tasks
        </Link>
        <Link
          to="/projects/$projectId/assets"
          params={params}
          activeOptions={{ includeSearch: false }}
          className={tabs.tab}
        >
          Assets
        </Link>
        {isManager(project) && (
          <>
            <Link to="/projects/$projectId/export" params={params} className={tabs.tab}>
              Export
            </Link>
            <Link
              to="/projects/$projectId/settings"
              params={params}
              activeOptions={{ includeSearch: false }}
              className={tabs.tab}
            >
              Settings
            </Link>
          </>
        )}
      </nav>
    </>
  );
}

function LayoutSkeleton() {
  return (
    <Stack>
      <Skeleton height={18} width={160} />
      <Skeleton height={30} width={280} />
      <Skeleton height={40} />
      <Rows />
    </Stack>
  );
}
