import { Button, Code, Paper, Stack, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { IconFolderPlus, IconPlus, IconSearch, IconZoomQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { ProjectSummary } from '../api/types';
import { useShortcuts } from '../shell/shortcuts';
import { EmptyState } from '../ui/EmptyState';
import { Loaded } from '../ui/Loaded';
import { TextLink } from '../ui/links';
import { PageHeader } from '../ui/PageHeader';
import { Pager } from '../ui/Pager';
import { Rows } from '../ui/Rows';
import { Time } from '../ui/Time';
import { CreateProjectDialog } from './CreateProjectDialog';
import { projectsPageSize, projectsQuery } from './queries';

const route = getRouteApi('/signedIn/projects');

export function ProjectsPage() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/projects' });
  const query = useQuery(projectsQuery(search));
  const [isCreating, creating] = useDisclosure();
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={creating.open}>
      Create project
    </Button>
  );
  useShortcuts('Projects', [{ keys: 'c', label: 'Create a project', run: creating.open }]);
  return (
    <>
      <PageHeader title="Projects" actions={create} />
      <Stack>
        <SearchField
          value={search.q ?? ''}
          onChange={(q) => void navigate({ search: { q: q || undefined }, replace: true })}
        />
        <Loaded query={query} skeleton={<Rows height={58} />}>
          {({ projects, total }) =>
            projects.length > 0 ? (
              <>
                <ProjectsTable projects={projects} />
                {total > projectsPageSize && (
                  <Pager
                    page={search.page ?? 1}
                    limit={projectsPageSize}
                    total={total}
                    onChange={({ page }) => void navigate({ search: { ...search, page: page > 1 ? page : undefined } })}
                  />
                )}
              </>
            ) : search.q ? (
              <EmptyState icon={IconZoomQuestion} title="No project has this in its name">
                Try fewer letters.
              </EmptyState>
            ) : (
              <NoProjects create={create} />
            )
          }
        </Loaded>
      </Stack>
      <CreateProjectDialog isOpen={isCreating} onClose={creating.close} />
    </>
  );
}

function NoProjects({ create }: { create: React.ReactNode }) {
  return (
    <EmptyState icon={IconFolderPlus} title="No projects yet" actions={create}>
      A project holds the files to label, the classes to label them with, and the people who do it. To look around
      first, start the server on an empty data directory with <Code>--Limn:Demo=true</Code>: it makes a demo project
      with labelled pictures.
    </EmptyState>
  );
}

function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const report = useDebouncedCallback(onChange, 250);
  useShortcuts('Projects', [{ keys: '/', label: 'Search', run: () => input.current?.focus() }]);
  return (
    <TextInput
      ref={input}
      type="search"
      aria-label="Search projects"
      placeholder="Search by name"
      leftSection={<IconSearch size={16} />}
      maw={360}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        report(event.currentTarget.value);
      }}
    />
  );
}

function ProjectsTable({ projects }: { projects: ProjectSummary[] }) {
  return (
    <Paper style={{ overflow: 'hidden' }}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th w={160}>Created</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {projects.map((project) => (
            <Table.Tr key={project._id}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                <TextLink to="/projects/$projectId" params={{ projectId: project._id }} fw={600} c="inherit">
                  {project.name}
                </TextLink>
                {project.description && (
                  <Text c="dimmed" size="sm" lineClamp={1}>
                    {project.description}
                  </Text>
                )}
              </Table.Td>
              <Table.Td c="dimmed">
                <Time value={project.createdAt} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
