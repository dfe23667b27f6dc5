import { chosenOptions, optionsOf } from '@limn/editor';
import { ActionIcon, Button, Text } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import type { AnswerProps } from './AnswerControl';
import classes from './Question.module.css';

/** Options in the order that somebody gives them, the best first. */
export function RankAnswer({ question, labelId, answer, onChange }: AnswerProps) {
  const options = optionsOf(question);
  const byName = new Map(
    options.flatMap((option) => [[option.schemaId, option] as const, [option.value, option] as const]),
  );
  const ranked = (Array.isArray(answer) ? answer : []).flatMap((name) => byName.get(String(name)) ?? []);
  const chosen = chosenOptions(question, answer);
  const order = [...ranked, ...options.filter(({ schemaId }) => !chosen.has(schemaId))];
  const move = (from: number, to: number) => {
    const ids = order.map(({ schemaId }) => schemaId);
    const [moved] = ids.splice(from, 1);
    onChange(moved === undefined ? undefined : ids.toSpliced(to, 0, moved));
  };
  return (
    <>
      <ol className={classes.rank} aria-labelledby={labelId}>
        {order.map(({ schemaId, value }, at) => (
          <li key={schemaId} data-unranked={ranked.length === 0 || undefined}>
            <Text size="sm" flex={1} truncate>
              {at + 1}. {value}
            </Text>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={`Move ${value} up`}
              disabled={at === 0}
              onClick={() => move(at, at - 1)}
            >
              <IconChevronUp size={14} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={`Move ${value} down`}
              disabled={at === order.length - 1}
              onClick={() => move(at, at + 1)}
            >
              <IconChevronDown size={14} />
            </ActionIcon>
          </li>
        ))}
      </ol>
      {ranked.length === 0 && (
        <Button size="compact-xs" variant="default" onClick={() => onChange(order.map(({ schemaId }) => schemaId))}>
          This order is right
        </Button>
      )}
    </>
  );
}
