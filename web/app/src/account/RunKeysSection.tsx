import { Button, Table, Text } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../api/client';
import type { Schemas } from '../api/types';
import { confirm } from '../ui/confirm';
import { Loaded } from '../ui/Loaded';
import { TextLink } from '../ui/links';
import { Rows } from '../ui/Rows';
import { Section } from '../ui/Section';
import { Time } from '../ui/Time';
import { toast, toastError } from '../ui/toast';

const runKeysQuery = queryOptions({
  queryKey: ['account', 'runKeys'],
  queryFn: ({ signal }) => unwrap(api.GET('/v2/account/runKeys', { signal })),
});

export function RunKeysSection() {
  const query = useQuery(runKeysQuery);
  return (
    <Section
      title="Keys of plugin runs"
      description="Each run of a plugin gets a key of its own that acts in your name, in one project, until it expires."
    >
      <Loaded query={query} skeleton={<Rows count={1} />}>
        {({ runKeys }) =>
          runKeys.length === 0 ? <Text c="dimmed">No plugin run holds a key now.</Text> : <RunKeys keys={runKeys} />
        }
      </Loaded>
    </Section>
  );
}

function RunKeys({ keys }: { keys: Schemas['RunKeyReply'][] }) {
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Plugin</Table.Th>
            <Table.Th>Project</Table.Th>
            <Table.Th>Made</Table.Th>
            <Table.Th>Expires</Table.Th>
            <Table.Th>
              <span className="visually-hidden">Actions</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys.map((key) => (
            <RunKey key={key.id} runKey={key} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function RunKey({ runKey }: { runKey: Schemas['RunKeyReply'] }) {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () =>
      unwrap(api.DELETE('/v2/account/runKeys/{runKeyId}', { params: { path: { runKeyId: runKey.id } } })),
    onSuccess: async () => {
      await client.invalidateQueries(runKeysQuery);
      toast('The run’s key is revoked.');
    },
    onError: (error) => toastError(error),
  });
  return (
    <Table.Tr>
      <Table.Td>
        <TextLink to="/plugin-sessions/$sessionId" params={{ sessionId: runKey.sessionId }}>
          {runKey.plugin}
        </TextLink>
      </Table.Td>
      <Table.Td>{runKey.project}</Table.Td>
      <Table.Td>
        <Time value={runKey.createdAt} />
      </Table.Td>
      <Table.Td>
        <Time value={runKey.expiresAt} />
      </Table.Td>
      <Table.Td ta="right">
        <Button
          size="xs"
          variant="subtle"
          color="red"
          loading={revoke.isPending}
          onClick={() =>
            confirm({
              title: `Revoke the key of ${runKey.plugin}?`,
              message: 'The run can no longer read or write anything and will fail.',
              action: 'Revoke',
              onConfirm: () => revoke.mutate(),
            })
          }
        >
          Revoke
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
