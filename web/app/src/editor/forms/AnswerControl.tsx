import type { Json, SchemaClass } from '@limn/editor';
import { Text } from '@mantine/core';
import { BooleanAnswer } from './BooleanAnswer';
import { CheckboxAnswer, MultiDropdownAnswer, RadioAnswer, SingleDropdownAnswer } from './ChoiceAnswers';
import { InstanceAnswer } from './InstanceAnswer';
import { RankAnswer } from './RankAnswer';
import { TextAnswer } from './TextAnswer';
import { TreeAnswer } from './TreeAnswer';

/** What every kind of answer gets. */
export interface AnswerProps {
  question: SchemaClass;
  /** Id of the element that names the question. */
  labelId: string;
  answer: Json | undefined;
  onChange: (answer: Json | undefined) => void;
}

const controls: Readonly<Record<string, (props: AnswerProps) => React.ReactNode>> = {
  radio: RadioAnswer,
  checkbox: CheckboxAnswer,
  'single-dropdown': SingleDropdownAnswer,
  'multi-dropdown': MultiDropdownAnswer,
  'tree-dropdown': TreeAnswer,
  text: TextAnswer,
  upload: TextAnswer,
  boolean: BooleanAnswer,
  rank: RankAnswer,
  instance: InstanceAnswer,
};

/** The control by which a kind of question is answered. */
export function AnswerControl(props: AnswerProps) {
  const Control = controls[props.question.tool];
  return Control ? (
    <Control {...props} />
  ) : (
    <Text size="sm" c="dimmed">
      {props.answer === undefined ? 'This kind of question is answered elsewhere.' : JSON.stringify(props.answer)}
    </Text>
  );
}
