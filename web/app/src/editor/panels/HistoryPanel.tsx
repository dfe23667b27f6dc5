import { Text, UnstyledButton } from '@mantine/core';
import { formatClock } from '../../ui/format';
import { useCell, useMembers, useSelectedKeys, useSession, useVersion } from '../state/hooks';
import classes from './HistoryPanel.module.css';
import { ObjectHistory } from './ObjectHistory';
import { Panel } from './Panel';
import { Revisions } from './Revisions';

/** What became of the selected object, the steps of this visit, and what is stored of the task. */
export function HistoryPanel() {
  const { model, comparison } = useSession();
  useSelectedKeys();
  useMembers('objects');
  const isComparing = useCell(comparison.shown) !== null;
  const { single } = model.selection;
  return (
    <>
      {single !== undefined && model.store.get('objects', single) && <ObjectHistory objectKey={single} />}
      {!isComparing && <Visit />}
      <Revisions />
    </>
  );
}

/** The steps of this visit, to go back to. */
function Visit() {
  const { model, editor } = useSession();
  useVersion(model.store);
  const { steps, undoneSteps } = model.history;
  const all = [...steps, ...undoneSteps.toReversed()];
  return (
    <Panel title={`This visit (${steps.length})`} isTall>
      {all.length === 0 ? (
        <Text size="sm" c="dimmed" px="sm" py="xs">
          Nothing was changed yet.
        </Text>
      ) : (
        <ol className={classes.list} aria-label="Steps">
          <Step label="As opened" isNow={steps.length === 0} onClick={() => model.goTo(0)} />
          {all.map((step, at) => (
            <Step
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
              key={at}
              label={step.label}
              time={formatClock(new Date(step.at).toISOString())}
              isNow={at === steps.length - 1}
              isUndone={at >= steps.length}
              onClick={() => {
                editor.abort();
                model.goTo(at + 1);
              }}
            />
          ))}
        </ol>
      )}
    </Panel>
  );
}

interface StepProps {
  label: string;
  time?: string;
  isNow: boolean;
  isUndone?: boolean;
  onClick: () => void;
}

function Step({ label, time, isNow, isUndone, onClick }: StepProps) {
  return (
    <li>
      <UnstyledButton
        className={classes.step}
        data-now={isNow || undefined}
        data-undone={isUndone || undefined}
        aria-current={isNow ? 'step' : undefined}
        onClick={onClick}
      >
        <span className={classes.label}>{label}</span>
        <span className={classes.time}>{time}</span>
      </UnstyledButton>
    </li>
  );
}
