import { Button, Group, Paper, Progress, Select, Stack, Table, Text } from '@mantine/core';
import { IconHistory, IconX } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { PluginSession } from '../../api/types';
import { EmptyState } from '../../ui/EmptyState';
import { Loaded } from '../../ui/Loaded';
import { TextLink } from '../../ui/links';
import { PageHeader } from '../../ui/PageHeader';
import { Pager } from '../../ui/Pager';
import { Rows } from '../../ui/Rows';
import { Time } from '../../ui/Time';
import { sessionsPageSize, useSessions } from './queries';
import { RunTime } from './RunTime';
import { StateBadge } from './StateBadge';
import type { SessionsSearch } from './search';
import { isUnderWay, sessionStates } from './states';

const route = getRouteApi('/signedIn/plugin-sessions');

/** The runs of plugins, newest first. */
export function SessionsPage() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/plugin-sessions' });
  const query = useSessions(search);
  const change = (next: SessionsSearch) =>
    void navigate({ search: { ...search, page: undefined, ...next }, replace: true });
  const isNarrowed = search.project !== undefined || search.plugin !== undefined || search.state !== undefined;
  return (
    <>
      <PageHeader title="Plugin sessions" description="Each run of a plugin, with what it said and what came of it." />
      <Stack>
        <Group gap="sm">
          <Select
            aria-label="State"
            placeholder="Any state"
            clearable
            w={190}
            data={Object.entries(sessionStates).map(([value, { label }]) => ({ value, label }))}
            value={search.state ?? null}
            onChange={(state) => change({ state: (state ?? undefined) as SessionsSearch['state'] })}
          />
          {isNarrowed && (
            <Button
              variant="subtle"
              color="gray"
              leftSection={<IconX size={14} />}
              onClick={() => change({ project: undefined, plugin: undefined, state: undefined })}
            >
              Show all
            </Button>
          )}
        </Group>
        <Loaded query={query} skeleton={<Rows height={52} />}>
          {({ sessions, total }) =>
            total === 0 ? (
              <EmptyState icon={IconHistory} title={isNarrowed ? 'No run fits' : 'No runs yet'}>
                Open a project’s Settings, choose Plugins, and run one.
              </EmptyState>
            ) : (
              <div>
                <Paper style={{ overflow: 'hidden' }}>
                  <SessionsTable sessions={sessions} />
                </Paper>
                <Pager
                  page={search.page ?? 1}
                  limit={sessionsPageSize}
                  total={total}
                  onChange={({ page }) => change({ page: page > 1 ? page : undefined })}
                />
              </div>
            )
          }
        </Loaded>
      </Stack>
    </>
  );
}

function SessionsTable({ sessions }: { sessions: PluginSession[] }) {
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Plugin</Table.Th>
            <Table.Th>Project</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th w={140}>Progress</Table.Th>
            <Table.Th>Run by</Table.Th>
            <Table.Th>Started</Table.Th>
            <Table.Th ta="right">Time</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sessions.map((session) => (
            <Row key={session._id} session={session} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Row({ session }: { session: PluginSession }) {
  const navigate = useNavigate();
  const target = { to: '/plugin-sessions/$sessionId', params: { sessionId: session._id } } as const;
  return (
    <Table.Tr style={{ cursor: 'pointer' }} onClick={() => void navigate(target)}>
      <Table.Td>
        <TextLink {...target} c="inherit" fw={600} onClick={(event) => event.stopPropagation()}>
          {session.pluginName}
        </TextLink>
      </Table.Td>
      <Table.Td>{session.projectName}</Table.Td>
      <Table.Td>
        <StateBadge session={session} />
      </Table.Td>
      <Table.Td>
        {session.progress && isUnderWay(session) && (
          <Progress value={(100 * session.progress.done) / Math.max(session.progress.total, 1)} aria-label="Progress" />
        )}
      </Table.Td>
      <Table.Td>
        <Text truncate maw={180}>
          {session.runBy}
        </Text>
      </Table.Td>
      <Table.Td c="dimmed">
        <Time value={session.createdAt} />
      </Table.Td>
      <Table.Td ta="right" c="dimmed">
        <RunTime session={session} />
      </Table.Td>
    </Table.Tr>
  );
}
