import { compareAnswers, type Difference, type Member, type MemberKey, type MemberList } from '@limn/editor';
import { Button, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client';
import type { Schemas } from '../../api/types';
import { Loaded } from '../../ui/Loaded';
import { Rows } from '../../ui/Rows';
import { Time } from '../../ui/Time';
import { toastError } from '../../ui/toast';
import { describeDifference } from '../compare/describeDifference';
import { restore } from '../compare/restore';
import { useSession, useVersion } from '../state/hooks';
import classes from './ObjectHistory.module.css';
import { Panel } from './Panel';

/** What became of one object: who changed what of it, and when; each state can be brought back. */
export function ObjectHistory({ objectKey }: { objectKey: MemberKey }) {
  const { task, sync, model } = useSession();
  useVersion(sync);
  const member = model.store.get('objects', objectKey);
  const objectId = member?.objectId ?? objectKey;
  const query = useQuery({
    queryKey: ['task', task._id, 'object', objectId, sync.revision],
    queryFn: ({ signal }) => {
      const params = { path: { taskId: task._id, objectId } };
      return unwrap(api.GET('/v2/task/{taskId}/objects/{objectId}/history', { params, signal }));
    },
    placeholderData: (before) => before,
  });
  const title = (member && model.schema.classOf('objects', member)?.title) ?? 'Object';
  return (
    <Panel title={`${title} ${objectId.slice(0, 3)}`} isTall>
      <Loaded query={query} skeleton={<Rows count={2} height={36} />}>
        {({ history }) =>
          history.length === 0 ? (
            <Text size="sm" c="dimmed" px="sm" py="xs">
              This object is not saved yet.
            </Text>
          ) : (
            <ol className={classes.list} aria-label="History of the object">
              {history.map((entry, at) => (
                <Entry key={entry.revision.number} entry={entry} older={history[at + 1]} isLast={at === 0} />
              ))}
            </ol>
          )
        }
      </Loaded>
    </Panel>
  );
}

interface EntryProps {
  entry: Schemas['ObjectHistoryEntry'];
  older: Schemas['ObjectHistoryEntry'] | undefined;
  /** Whether the object is now as this revision made it. */
  isLast: boolean;
}

function Entry({ entry, older, isLast }: EntryProps) {
  const session = useSession();
  const { model } = session;
  const { number, at, by } = entry.revision;
  const [change] = changesOf(entry);
  const bring = useMutation({
    mutationFn: () => restore(session, number, [change?.key.split('@')[0] ?? '']),
    onError: (error) => toastError(error, 'Nothing was restored'),
  });
  if (!change) {
    return null;
  }
  const before = older && changesOf(older).find(({ key }) => key === change.key)?.member;
  const { detail } = describeDifference(differenceOf(change, before), model.schema);
  return (
    <li className={classes.row}>
      <span className={classes.text}>
        <Text span size="sm" display="block" truncate>
          {by}
        </Text>
        <Text span size="xs" c="dimmed">
          {number} · {detail} · <Time value={at} />
        </Text>
      </span>
      {!isLast && change.member && session.canSave && model.canChange && (
        <Button size="compact-xs" variant="default" loading={bring.isPending} onClick={() => bring.mutate()}>
          Restore
        </Button>
      )}
    </li>
  );
}

interface Change {
  readonly list: MemberList;
  readonly kind: Difference['kind'];
  readonly key: MemberKey;
  readonly member?: Member;
}

function changesOf({ changes }: Schemas['ObjectHistoryEntry']): readonly Change[] {
  return Array.isArray(changes) ? changes : [];
}

function differenceOf({ list, kind, key, member }: Change, before: Member | undefined): Difference {
  const empty = { objects: [], classifications: [], relations: [] };
  const lists = (one: Member | undefined) => ({ ...empty, [list]: one ? [one] : [] });
  const [found] = kind === 'changed' && before ? compareAnswers(lists(before), lists(member)) : [];
  return found ?? { list, key, kind, fields: [], ...(member ? { after: member } : {}) };
}
