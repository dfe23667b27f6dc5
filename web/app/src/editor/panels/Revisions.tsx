import { DocumentStore, isRefusal, type Json, operationsTo, readAnswer, snapshotOf } from '@limn/editor';
import { Button, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client';
import type { Schemas } from '../../api/types';
import { Loaded } from '../../ui/Loaded';
import { Rows } from '../../ui/Rows';
import { Time } from '../../ui/Time';
import { toastError } from '../../ui/toast';
import { useSession, useVersion } from '../state/hooks';
import { Panel } from './Panel';
import classes from './Revisions.module.css';

/** What is stored of the task, revision by revision; each can be brought back, as a step that can be undone. */
export function Revisions() {
  const { task, sync } = useSession();
  useVersion(sync);
  const query = useQuery({
    queryKey: ['task', task._id, 'revisions', sync.revision],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v2/task/{taskId}/revisions', { params: { path: { taskId: task._id } }, signal })),
    placeholderData: (before) => before,
  });
  return (
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
  );
}

function Revision({ revision: { number, at, by, added, changed, removed } }: { revision: Schemas['RevisionReply'] }) {
  const session = useSession();
  const { model, task, sync } = session;
  const restore = useMutation({
    mutationFn: () =>
      unwrap(api.GET('/v2/task/{taskId}/revisions/{number}', { params: { path: { taskId: task._id, number } } })),
    onSuccess: ({ revision }) => {
      const old = new DocumentStore(readAnswer(revision.answer as Json));
      // A revision tells no mask; what is painted stays.
      const target = { ...snapshotOf(old), tiles: snapshotOf(model.store).tiles };
      const result = model.commit(`Restore revision ${number}`, operationsTo(model.store, target), {
        origin: 'restore',
      });
      session.notify(isRefusal(result) ? result.reason : `Revision ${number} is restored; undo takes it back.`);
    },
    onError: (error) => toastError(error),
  });
  return (
    <li className={classes.row}>
      <div className={classes.text}>
        <Text size="sm" truncate>
          {number} · {by}
        </Text>
        <Text size="xs" c="dimmed">
          <Time value={at} /> · +{added} ~{changed} −{removed}
        </Text>
      </div>
      {number !== sync.revision && model.canChange && (
        <Button size="compact-xs" variant="default" loading={restore.isPending} onClick={() => restore.mutate()}>
          Restore
        </Button>
      )}
    </li>
  );
}
