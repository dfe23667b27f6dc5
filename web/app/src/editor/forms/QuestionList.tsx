import { type FormPlace, type QuestionPath, type SchemaClass, sharedAnswer, visibleQuestions } from '@limn/editor';
import { useMembers, useSession } from '../state/hooks';
import { MultipleQuestion } from './MultipleQuestion';
import { Question } from './Question';
import classes from './Question.module.css';

interface QuestionListProps {
  questions: readonly SchemaClass[];
  /** Where they are answered: several objects are answered at once. */
  places: readonly FormPlace[];
  /** The question that they belong to; empty at the top. */
  path?: QuestionPath;
}

/** Questions with those that their answers lead to. */
export function QuestionList({ questions, places, path = top }: QuestionListProps) {
  return (
    <div className={classes.list} data-nested={path.length > 0 || undefined} data-form>
      {questions.map((question) =>
        question.multiple ? (
          <MultipleQuestion key={question.schemaId} question={question} places={places} path={path} />
        ) : (
          <Single key={question.schemaId} question={question} places={places} path={path} />
        ),
      )}
    </div>
  );
}

const top: QuestionPath = [];

interface SingleProps {
  question: SchemaClass;
  places: readonly FormPlace[];
  path: QuestionPath;
}

function Single({ question, places, path }: SingleProps) {
  const { model } = useSession();
  useMembers('objects');
  useMembers('relations');
  useMembers('classifications');
  const here = [...path, { schemaId: question.schemaId }];
  const { answer, isMixed } = sharedAnswer(model.store, places, here);
  const nested = visibleQuestions(question, answer);
  return (
    <Question question={question} places={places} path={here} answer={answer} isMixed={isMixed}>
      {answer !== undefined && !isMixed && nested.length > 0 && (
        <QuestionList questions={nested} places={places} path={here} />
      )}
    </Question>
  );
}
