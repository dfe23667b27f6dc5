import { keyOf } from '@limn/editor';
import { IconChevronDown, IconChevronRight, IconEye, IconEyeOff } from '@tabler/icons-react';
import type { ListRow } from '../session/listRows';
import { useSession, useVersion } from '../state/hooks';
import classes from './ObjectList.module.css';
import { Swatch } from './Swatch';

interface ClassHeadingProps {
  row: Extract<ListRow, { kind: 'class' }>;
  top: number;
  onToggle: () => void;
}

/** Above the objects of a class: folds them, selects all of them, hides the class. What it does is in the class list for keyboards. */
export function ClassHeading({ row: { schemaId, members, isClosed }, top, onToggle }: ClassHeadingProps) {
  const { model } = useSession();
  useVersion(model.visibility);
  const schemaClass = model.schema.find(schemaId)?.schemaClass;
  const isHidden = model.visibility.isClassHidden(schemaId);
  const Fold = isClosed ? IconChevronRight : IconChevronDown;
  const Eye = isHidden ? IconEyeOff : IconEye;
  return (
    <div
      className={classes.heading}
      style={{ transform: `translateY(${top}px)` }}
      aria-hidden
      onClick={() => model.selection.set(members.map(keyOf))}
    >
      <span
        className={classes.fold}
        aria-hidden
        onClick={(event) => {
          event.stopPropagation();
          onToggle();
        }}
      >
        <Fold size={14} />
      </span>
      <Swatch color={schemaClass?.color} pattern={schemaClass?.dashed === true} />
      <span className={classes.title}>
        {schemaClass?.title ?? 'Unknown'} ({members.length})
      </span>
      <span
        className={classes.mark}
        data-on
        aria-hidden
        onClick={(event) => {
          event.stopPropagation();
          model.visibility.toggleClass(schemaId);
        }}
      >
        <Eye size={14} />
      </span>
    </div>
  );
}
