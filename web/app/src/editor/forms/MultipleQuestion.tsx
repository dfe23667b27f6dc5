import type { EditorModel } from '@limn/editor';
import {
  type FormPlace,
  findAnswer,
  type NestedAnswer,
  nestedIn,
  type QuestionPath,
  type SchemaClass,
  visibleQuestions,
} from '@limn/editor';
import { useMembers, useSession } from '../state/hooks';
import { Question } from './Question';
import { QuestionList } from './QuestionList';

interface MultipleQuestionProps {
  question: SchemaClass;
  places: readonly FormPlace[];
  path: QuestionPath;
}

/** A question with several answers: those that are there, and an empty one to add another. */
export function MultipleQuestion({ question, places, path }: MultipleQuestionProps) {
  const { model } = useSession();
  useMembers('objects');
  useMembers('relations');
  useMembers('classifications');
  const [place] = places;
  if (!place || places.length > 1) {
    return null;
  }
  const instances = instancesOf(model, place, path, question.schemaId);
  return (
    <>
      {instances.map(({ objectId, answer }) => {
        const here = [...path, { schemaId: question.schemaId, ...(objectId === undefined ? {} : { objectId }) }];
        const nested = visibleQuestions(question, answer);
        return (
          <Question
            key={objectId ?? ''}
            question={question}
            places={places}
            path={here}
            answer={answer}
            isMixed={false}
          >
            {nested.length > 0 && <QuestionList questions={nested} places={places} path={here} />}
          </Question>
        );
      })}
      <Question
        // The empty one starts anew when an answer was added.
        key={`new ${instances.length}`}
        question={question}
        places={places}
        path={[...path, { schemaId: question.schemaId }]}
        answer={undefined}
        isMixed={false}
        isAdding={instances.length > 0}
      />
    </>
  );
}

function instancesOf(
  { store }: EditorModel,
  place: FormPlace,
  path: QuestionPath,
  schemaId: string,
): readonly NestedAnswer[] {
  const ofQuestion = (answers: readonly NestedAnswer[]) => answers.filter((answer) => answer.schemaId === schemaId);
  if (place.list !== 'classifications') {
    const answers = nestedIn(store.get(place.list, place.key));
    return ofQuestion(path.length === 0 ? answers : nestedIn(findAnswer(answers, path)));
  }
  const answers = store.members('classifications') as unknown as readonly NestedAnswer[];
  return ofQuestion(path.length === 0 ? answers : nestedIn(findAnswer(answers, path)));
}
