import { QuestionList } from '../forms/QuestionList';
import { useEditor } from '../state/hooks';
import { Panel } from './Panel';

/** What is asked about the picture as a whole. */
export function TaskQuestions() {
  const questions = useEditor(({ editor }) => editor.schema.classesOf('classifications'));
  const page = useEditor(({ editor }) => editor.page);
  if (questions.length === 0) {
    return null;
  }
  return (
    <Panel title="Questions" isTall>
      <QuestionList
        questions={questions}
        places={[{ list: 'classifications', ...(page === undefined ? {} : { page }) }]}
      />
    </Panel>
  );
}
