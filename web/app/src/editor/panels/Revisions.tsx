import { Button, Text, UnstyledButton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client';
import type { Schemas } from '../../api/types';
import { Loaded } from '../../ui/Loaded';
import { Rows } from '../../ui/Rows';
import { Time } from '../../ui/Time';
import { toastError } from '../../ui/toast';
import { DifferenceList } from '../compare/DifferenceList';
import { useCell, useSession, useVersion } from '../state/hooks';
import { Panel } from './Panel';
import classes from './Revisions.module.css';

/** What is stored of the task, revision by revision; one of them can be compared with now and brought back, whole or in part. */
export function Revisions() {
  const { task, sync, comparison } = useSession();
  useVersion(sync);
  const compared = useCell(comparison.shown);
  const query = useQuery({
    queryKey: ['task', task._id, 'revisions', sync.revision],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v2/task/{taskId}/revisions', { params: { path: { taskId: task._id } }, signal })),
    placeholderData: (before) => before,
  });
  return (
    <>
      {compared && (
        <Panel
          title={`Revision ${compared.revision} and now`}
          isTall
          actions={
            <Button size="compact-xs" variant="default" onClick={() => comparison.close()}>
              Close
            </Button>
          }
        >
          <DifferenceList key={compared.revision} compared={compared} />
        </Panel>
      )}
      <Panel title="Saved revisions" isTall>
        <Loaded query={query} skeleton={<Rows count={3} height={36} />}>
          {({ revisions }) =>
            revisions.length === 0 ? (
              <Text size="sm" c="dimmed" px="sm" py="xs">
                Nothing is saved yet.
              </Text>
            ) : (
              <ol className={classes.list} aria-label="Revisions">
                {revisions.map((revision) => (
                  <Revision key={revision.number} revision={revision} />
                ))}
              </ol>
            )
          }
        </Loaded>
      </Panel>
    </>
  );
}

const origins: Readonly<Record<Schemas['RevisionOrigin'], string>> = {
  Human: '',
  Import: ' · import',
  Plugin: ' · plugin',
  Restore: ' · restored',
};

function Revision({ revision }: { revision: Schemas['RevisionReply'] }) {
  const { number, at, by, added, changed, removed, origin } = revision;
  const { comparison } = useSession();
  const isOpen = useCell(comparison.shown)?.revision === number;
  const open = useMutation({
    mutationFn: () => comparison.open(number, `Revision ${number}`),
    onError: (error) => toastError(error, 'The revision cannot be shown'),
  });
  return (
    <li>
      <UnstyledButton
        className={classes.row}
        aria-pressed={isOpen}
        aria-busy={open.isPending}
        onClick={() => (isOpen ? comparison.close() : open.mutate())}
      >
        <span className={classes.text}>
          <Text span size="sm" truncate display="block">
            {number} · {by}
            {origins[origin]}
          </Text>
          <Text span size="xs" c="dimmed">
            <Time value={at} /> · +{added} ~{changed} −{removed}
          </Text>
        </span>
      </UnstyledButton>
    </li>
  );
}
