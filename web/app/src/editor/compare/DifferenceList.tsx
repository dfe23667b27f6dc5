import type { Difference } from '@limn/editor';
import { Button, Checkbox, Group, SegmentedControl, Switch, Text, UnstyledButton } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { toastError } from '../../ui/toast';
import { Swatch } from '../panels/Swatch';
import { useCell, useSession, useVersion } from '../state/hooks';
import classes from './Compare.module.css';
import type { Compared, CompareView } from './Comparison';
import { describeDifference } from './describeDifference';
import { restore } from './restore';

const views: { value: CompareView; label: string }[] = [
  { value: 'now', label: 'Now' },
  { value: 'both', label: 'Both' },
  { value: 'then', label: 'Then' },
];

/** Milliseconds between two pictures. */
const blinkPause = 600;

/** What differs from the earlier state that is compared, how the picture shows it, and how it is brought back. */
export function DifferenceList({ compared }: { compared: Compared }) {
  const session = useSession();
  const { comparison, model } = session;
  useVersion(model.store);
  useCell(comparison.shown);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const differences = comparison.differences();
  const present = differences.filter(({ key, list }) => chosen.has(`${list} ${key}`));
  const bring = useMutation({
    mutationFn: (ids: readonly string[] | undefined) => restore(session, compared.revision, ids),
    onSuccess: () => setChosen(new Set()),
    onError: (error) => toastError(error, 'Nothing was restored'),
  });
  const toggle = (id: string) =>
    setChosen(new Set(chosen.has(id) ? [...chosen].filter((one) => one !== id) : [...chosen, id]));
  return (
    <div className={classes.frame}>
      <Group gap="xs" mb="xs">
        <SegmentedControl
          size="xs"
          flex="1 0 10rem"
          fullWidth
          aria-label="What the picture shows"
          data={views}
          value={compared.view}
          onChange={(view) => comparison.shown.set({ ...compared, view: view as CompareView })}
        />
        <Blink />
      </Group>
      {differences.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nothing differs from now.
        </Text>
      ) : (
        <ul className={classes.list} aria-label="Differences">
          {differences.map((difference) => (
            <Row
              key={`${difference.list} ${difference.key}`}
              difference={difference}
              isChosen={chosen.has(`${difference.list} ${difference.key}`)}
              onChoose={() => toggle(`${difference.list} ${difference.key}`)}
            />
          ))}
        </ul>
      )}
      {differences.length > 0 && session.canSave && model.canChange && (
        <Group gap="xs" mt="xs">
          <Button
            size="compact-xs"
            variant="light"
            disabled={present.length === 0 || bring.isPending}
            onClick={() => bring.mutate(idsOf(present))}
          >
            Restore chosen ({present.length})
          </Button>
          <Button size="compact-xs" variant="default" loading={bring.isPending} onClick={() => bring.mutate(undefined)}>
            Restore all
          </Button>
        </Group>
      )}
    </div>
  );
}

interface RowProps {
  difference: Difference;
  isChosen: boolean;
  onChoose: () => void;
}

function Row({ difference, isChosen, onChoose }: RowProps) {
  const session = useSession();
  const { model, context, comparison } = session;
  const { list, key, before, after } = difference;
  const member = after ?? before;
  const { title, detail } = describeDifference(difference, model.schema);
  const color = member && model.schema.classOf(list, member)?.color;
  const isThere = list === 'objects' && after !== undefined;
  const show = () => {
    if (isThere) {
      if (comparison.shown.value?.view !== 'then') {
        model.selection.set([key]);
      }
      context.view.fitTo([key]);
    }
  };
  return (
    <li className={classes.row}>
      <Checkbox size="xs" aria-label={`Choose ${title}`} checked={isChosen} onChange={onChoose} />
      <UnstyledButton className={classes.what} disabled={!isThere} onClick={show}>
        <Swatch color={color} />
        <span className={classes.title}>{title}</span>
        <span className={classes.detail}>{detail}</span>
      </UnstyledButton>
    </li>
  );
}

/** Shows now and then in turn, which the eye compares best. */
function Blink() {
  const { comparison } = useSession();
  const [isOn, setOn] = useState(false);
  const isCalm = useReducedMotion();
  useEffect(() => {
    if (!isOn) {
      return undefined;
    }
    const timer = setInterval(() => {
      const { value } = comparison.shown;
      if (value) {
        comparison.shown.set({ ...value, view: value.view === 'then' ? 'now' : 'then' });
      }
    }, blinkPause);
    return () => clearInterval(timer);
  }, [isOn, comparison]);
  if (isCalm) {
    return null;
  }
  return <Switch size="xs" label="Blink" checked={isOn} onChange={(event) => setOn(event.currentTarget.checked)} />;
}

function idsOf(differences: readonly Difference[]): readonly string[] {
  return [...new Set(differences.flatMap(({ before, after }) => (after ?? before)?.objectId ?? []))];
}
