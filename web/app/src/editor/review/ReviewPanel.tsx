import { Button, Group, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconChecks, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { formatPlural } from '../../ui/format';
import { toastError } from '../../ui/toast';
import { DifferenceList } from '../compare/DifferenceList';
import { Panel } from '../panels/Panel';
import { keyText } from '../session/platform';
import { useCell, useMembers, useSelectedKeys, useSession } from '../state/hooks';
import { judgedOf } from './judge';
import { labelledRevision } from './labelledRevision';
import classes from './Review.module.css';

/** How far the review has come, and what changed since the task was labelled. */
export function ReviewPanel() {
  const session = useSession();
  useMembers('objects');
  const { count, done, rejected } = judgedOf(session);
  const advice =
    rejected > 0
      ? `${formatPlural(rejected, 'object')} rejected: reject the task.`
      : 'Nothing rejected: accept the task.';
  return (
    <>
      <Panel title={`Verdicts (${done} of ${count})`}>
        <div className={classes.part}>
          <Group gap="xs">
            <Verdict command="review.accept" label="Accept" icon={<IconCheck size={15} />} color="teal" />
            <Verdict command="review.reject" label="Reject" icon={<IconX size={15} />} color="red" />
            <Verdict command="review.acceptVisible" label="Accept all shown" icon={<IconChecks size={15} />} />
          </Group>
          <Text size="xs" c="dimmed" mt="xs">
            {count > 0 && done === count ? advice : `${formatPlural(count - done, 'object')} to be judged.`}
          </Text>
        </div>
      </Panel>
      <Labelled />
    </>
  );
}

interface VerdictProps {
  command: string;
  label: string;
  icon: ReactNode;
  color?: string;
}

function Verdict({ command: id, label, icon, color = 'gray' }: VerdictProps) {
  const { commands, context, keymap, model } = useSession();
  useSelectedKeys();
  const keys = useCell(keymap);
  const command = commands.find((one) => one.id === id);
  const [key] = command ? keys.keysOf(command) : [];
  const needsObject = id !== 'review.acceptVisible';
  return (
    <Tooltip label={key ? `${command?.label} (${keyText(key)})` : command?.label} disabled={!command}>
      <Button
        size="compact-sm"
        variant="light"
        color={color}
        leftSection={icon}
        disabled={needsObject && model.selection.targets.length === 0}
        onClick={() => command?.run(context)}
      >
        {label}
      </Button>
    </Tooltip>
  );
}

function Labelled() {
  const session = useSession();
  const { comparison, task } = session;
  const compared = useCell(comparison.shown);
  const open = useMutation({
    mutationFn: async () => comparison.open(await labelledRevision(task), 'As it was labelled'),
    onError: (error) => toastError(error, 'The labelled version cannot be shown'),
  });
  return (
    <Panel
      title={compared ? `Revision ${compared.revision} and now` : 'Labelled version'}
      isTall
      actions={
        compared && (
          <Button size="compact-xs" variant="default" onClick={() => comparison.close()}>
            Close
          </Button>
        )
      }
    >
      {compared ? (
        <DifferenceList key={compared.revision} compared={compared} />
      ) : (
        <div className={classes.part}>
          <Button size="compact-sm" variant="default" loading={open.isPending} onClick={() => open.mutate()}>
            Compare with the labelled version
          </Button>
        </div>
      )}
    </Panel>
  );
}
