import { Button, Group } from '@mantine/core';
import { ReasonTooltip } from '../../ui/ReasonTooltip';
import { useCell, useSession, useVersion } from '../state/hooks';

/** How the work on the task ends, by what it is open for. */
export function Endings() {
  const session = useSession();
  const { mode, context, lease, work, model } = session;
  useCell(lease.state);
  useVersion(model.store);
  const ending = useCell(work.ending);
  if (!mode.canSubmit) {
    return null;
  }
  const isReview = mode.kind === 'review';
  const isChanged = model.history.hasChanges;
  const reason = session.canSave ? null : 'Somebody else has this task now.';
  const isBusy = ending !== null;
  return (
    <Group gap="xs" wrap="nowrap">
      {context.task.canSkip && (
        <Button
          size="compact-sm"
          variant="default"
          disabled={isBusy}
          loading={ending === 'skip'}
          onClick={() => context.task.skip()}
        >
          Skip
        </Button>
      )}
      {isReview && (
        <ReasonTooltip reason={reason}>
          <Button
            size="compact-sm"
            color="red"
            variant="light"
            disabled={reason !== null || isBusy}
            loading={ending === 'reject'}
            onClick={() => context.task.reject()}
          >
            Reject
          </Button>
        </ReasonTooltip>
      )}
      <ReasonTooltip reason={reason}>
        <Button
          size="compact-sm"
          disabled={reason !== null || isBusy}
          loading={ending === 'submit' || ending === 'accept'}
          onClick={() => context.task.submit()}
        >
          {isReview ? (isChanged ? 'Fixed' : 'Accept') : 'Submit'}
        </Button>
      </ReasonTooltip>
    </Group>
  );
}
