import { Alert, Breadcrumbs, Button, Code, Group, Progress, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconDownload, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api, unwrap } from '../../api/client';
import type { PluginSession } from '../../api/types';
import { confirm } from '../../ui/confirm';
import { formatBytes, formatCount, formatDateTime } from '../../ui/format';
import { Loaded } from '../../ui/Loaded';
import { TextLink } from '../../ui/links';
import { PageHeader } from '../../ui/PageHeader';
import { Section } from '../../ui/Section';
import { toast, toastError } from '../../ui/toast';
import { LogPanel } from './LogPanel';
import { sessionQuery, useSession } from './queries';
import { RunTime } from './RunTime';
import { StateBadge } from './StateBadge';
import { isUnderWay } from './states';

const route = getRouteApi('/signedIn/plugin-sessions/$sessionId');

/** One run of a plugin: how far it is, what it says, and what came of it. */
export function SessionPage() {
  const { sessionId } = route.useParams();
  const query = useSession(sessionId);
  return (
    <Loaded query={query} skeleton={<Skeleton height={420} radius="lg" />}>
      {(session) => (
        <Stack gap="lg">
          <Header session={session} />
          <Outcome session={session} />
          <Facts session={session} />
          <LogPanel session={session} />
        </Stack>
      )}
    </Loaded>
  );
}

function Header({ session }: { session: PluginSession }) {
  return (
    <div>
      <Breadcrumbs separatorMargin={6} mb={4}>
        <TextLink to="/plugin-sessions" size="sm" c="dimmed">
          Plugin sessions
        </TextLink>
        <TextLink to="/projects/$projectId" params={{ projectId: session.project }} size="sm" c="dimmed">
          {session.projectName}
        </TextLink>
      </Breadcrumbs>
      <PageHeader
        title={session.pluginName}
        actions={
          <>
            {isUnderWay(session) && <CancelButton session={session} />}
            {session.downloadUrl && (
              <Button component="a" href={session.downloadUrl} download leftSection={<IconDownload size={16} />}>
                Download
              </Button>
            )}
            {!isUnderWay(session) && <RunAgainButton session={session} />}
          </>
        }
        description={
          <Group gap="sm" component="span">
            <StateBadge session={session} size="lg" />
            <RunTime session={session} />
          </Group>
        }
      />
    </div>
  );
}

function RunAgainButton({ session }: { session: PluginSession }) {
  const navigate = useNavigate();
  const run = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/v2/pluginSessions/{sessionId}/runAgain', { params: { path: { sessionId: session._id } } })),
    onSuccess: async ({ session: started }) => {
      toast(`${started.pluginName} is running again with the same settings.`);
      await navigate({ to: '/plugin-sessions/$sessionId', params: { sessionId: started._id } });
    },
    onError: (error) => toastError(error),
  });
  return (
    <Button
      variant="default"
      leftSection={<IconPlayerPlay size={16} />}
      loading={run.isPending}
      onClick={() => run.mutate()}
    >
      Run again
    </Button>
  );
}

function CancelButton({ session }: { session: PluginSession }) {
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/v2/pluginSessions/{sessionId}/cancel', { params: { path: { sessionId: session._id } } })),
    onSuccess: () => client.invalidateQueries(sessionQuery(session._id)),
    onError: (error) => toastError(error),
  });
  return (
    <Button
      variant="light"
      color="red"
      leftSection={<IconPlayerStop size={16} />}
      loading={cancel.isPending}
      onClick={() =>
        confirm({
          title: 'Cancel this run?',
          message: 'Its key stops working and its result is not taken any more.',
          action: 'Cancel the run',
          onConfirm: () => cancel.mutate(),
        })
      }
    >
      Cancel
    </Button>
  );
}

/** The bar while it runs, the message when it has ended. */
function Outcome({ session }: { session: PluginSession }) {
  if (isUnderWay(session)) {
    const { progress } = session;
    return (
      <Stack gap="xs" role="status">
        <Progress
          size="lg"
          animated
          value={progress ? (100 * progress.done) / Math.max(progress.total, 1) : 100}
          aria-label="Progress"
        />
        <Text c="dimmed">
          {progress
            ? `${formatCount(progress.done)} of ${formatCount(progress.total)}`
            : 'The plugin has not said how far it is.'}
        </Text>
      </Stack>
    );
  }
  if (session.state === 'Succeeded') {
    return (
      <Alert variant="light" icon={<IconCircleCheck size={18} />} title="The run has finished" role="status">
        {session.fileName
          ? `${session.fileName}, ${formatBytes(session.fileSize ?? 0)}, is ready to download.`
          : (session.message ?? 'It sent no message.')}
      </Alert>
    );
  }
  return (
    <Alert
      color={session.state === 'Cancelled' ? 'gray' : 'red'}
      variant="light"
      icon={<IconAlertTriangle size={18} />}
      role="status"
    >
      {session.message ?? 'The plugin gave no reason.'}
    </Alert>
  );
}

function Facts({ session }: { session: PluginSession }) {
  const { input } = session;
  if (!input) {
    return null;
  }
  return (
    <Section title="Run">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} component="dl" m={0} spacing="lg">
        <Fact name="Run by">{session.runBy}</Fact>
        <Fact name="Started">{formatDateTime(session.createdAt)}</Fact>
        <Fact name="Stages">{input.stage.length === 0 ? 'All' : input.stage.join(', ')}</Fact>
        <Fact name="Batches">{input.batches.length === 0 ? 'All' : formatCount(input.batches.length)}</Fact>
      </SimpleGrid>
      <Text size="sm" c="dimmed" mt="md" mb={4}>
        Config
      </Text>
      <Code block>{input.configJSON}</Code>
    </Section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0} style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </div>
  );
}
