import type { MemberKey } from '@limn/editor';
import { Select } from '@mantine/core';
import { useCanChange, useSession } from '../state/hooks';
import classes from './Inspector.module.css';

/** The class of the selected objects, to be changed to another one of the same kind. */
export function ClassChoice({ keys }: { keys: readonly MemberKey[] }) {
  const { model, commands, context } = useSession();
  const canChange = useCanChange();
  const members = keys.flatMap((key) => model.store.get('objects', key) ?? []);
  const [schemaId, ...others] = new Set(members.map((member) => member.schemaId));
  const tool = model.schema.find(schemaId ?? '')?.schemaClass.tool;
  const choices = model.schema.classesOf('objects').filter((one) => tool === undefined || one.tool === tool);
  if (members.length === 0) {
    return null;
  }
  return (
    <div className={classes.row}>
      <Select
        size="xs"
        aria-label="Class"
        allowDeselect={false}
        disabled={!canChange}
        placeholder={others.length > 0 ? 'Several classes' : 'Unknown class'}
        data={choices.map((one) => ({ value: one.schemaId, label: one.title }))}
        value={others.length > 0 ? null : (schemaId ?? null)}
        onChange={(next) => commands.find(({ id }) => id === `class.assign.${next}`)?.run(context)}
      />
    </div>
  );
}
