import { keyOf, type Problem } from '@limn/editor';
import { Text, UnstyledButton } from '@mantine/core';
import { useSession, useVersion } from '../state/hooks';
import { Panel } from './Panel';
import classes from './ProblemList.module.css';
import { Swatch } from './Swatch';

/** The rules of the project that are not met; each leads to what it is about. */
export function ProblemList() {
  const session = useSession();
  const { validation, model } = session;
  useVersion(validation);
  const { problems } = validation;
  const show = ({ schemaId, objectId, page }: Problem) => {
    const key = objectId === undefined ? undefined : keyOf({ objectId, page });
    if (key !== undefined && model.store.get('objects', key)) {
      void session.reveal(key);
      return;
    }
    const found = model.schema.find(schemaId);
    if (found && found.list !== 'classifications' && !found.parent) {
      session.editor.chooseClass(schemaId);
    }
  };
  return (
    <Panel title="Problems" isTall>
      {problems.length === 0 ? (
        <Text size="sm" c="dimmed" px="sm" py="xs">
          All rules of the project are met.
        </Text>
      ) : (
        <ul className={classes.list}>
          {problems.map((problem) => (
            <li key={JSON.stringify([problem.code, problem.schemaId, problem.objectId, problem.page])}>
              <UnstyledButton className={classes.row} onClick={() => show(problem)}>
                <Swatch color={model.schema.find(problem.schemaId)?.schemaClass.color} />
                <span>{problem.message}</span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
