import { useMembers, useSession } from '../state/hooks';
import classes from './ObjectList.module.css';

/** The groups in which an object is. */
export function GroupChips({ objectId }: { objectId: string }) {
  const { model } = useSession();
  const groups = useMembers('relations').filter(({ group }) => Array.isArray(group) && group.includes(objectId));
  return groups.map((relation) => {
    const schemaClass = model.schema.classOf('relations', relation);
    return (
      <button
        key={relation.objectId}
        type="button"
        tabIndex={-1}
        className={classes.chip}
        style={{ borderColor: schemaClass?.color }}
        title={`Select the group "${schemaClass?.title ?? 'Unknown'}"`}
        aria-hidden
        onClick={(event) => {
          event.stopPropagation();
          model.selection.set([...membersOf(relation.group), relation.objectId]);
        }}
      >
        {schemaClass?.title ?? '?'}
      </button>
    );
  });

  function membersOf(group: unknown): readonly string[] {
    const ids: readonly unknown[] = Array.isArray(group) ? group : [];
    return model.store
      .members('objects')
      .filter((member) => ids.includes(member.objectId))
      .map((member) => (member.page === undefined ? member.objectId : `${member.objectId}@${member.page}`));
  }
}
