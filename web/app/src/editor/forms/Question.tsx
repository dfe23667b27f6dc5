import { type FormPlace, isRefusal, type Json, type QuestionPath, type SchemaClass } from '@limn/editor';
import { ActionIcon, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { useCanChange, useSession } from '../state/hooks';
import { AnswerControl } from './AnswerControl';
import classes from './Question.module.css';

interface QuestionProps {
  question: SchemaClass;
  places: readonly FormPlace[];
  path: QuestionPath;
  answer: Json | undefined;
  /** Whether several objects say different things. */
  isMixed: boolean;
  /** Whether another answer is added to those that are there. */
  isAdding?: boolean;
  children?: ReactNode;
}

/** One question with its answer. */
export function Question({ question, places, path, answer, isMixed, isAdding = false, children }: QuestionProps) {
  const session = useSession();
  const { model } = session;
  const canChange = useCanChange();
  const id = useId();
  const isMissing = question.required === true && answer === undefined && !isMixed && !isAdding;
  const set = (next: Json | undefined) => {
    const result = model.answer(places, path, next);
    if (isRefusal(result)) {
      session.notify(result.reason);
    }
  };
  return (
    <fieldset className={classes.question} aria-labelledby={id} disabled={!canChange}>
      <div className={classes.head}>
        <Text size="sm" fw={500} id={id} flex={1}>
          {isAdding ? `Another ${question.title}` : question.title}
          {question.required && (
            <Text span c="red" aria-hidden>
              {' '}
              *
            </Text>
          )}
        </Text>
        {isMissing && (
          <Text size="xs" c="dimmed">
            required
          </Text>
        )}
        {isMixed && (
          <Text size="xs" c="dimmed">
            differs
          </Text>
        )}
        {(answer !== undefined || isMixed) && canChange && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`Clear ${question.title}`}
            onClick={() => set(undefined)}
          >
            <IconX size={14} />
          </ActionIcon>
        )}
      </div>
      <AnswerControl question={question} labelId={id} answer={isMixed ? undefined : answer} onChange={set} />
      {children}
    </fieldset>
  );
}
