import { describeObject, keyOf, type Member, type Verdict, verdictOf } from '@limn/editor';
import {
  IconAlertTriangle,
  IconCheck,
  IconEye,
  IconEyeOff,
  IconFlag,
  IconFlagFilled,
  type IconHistory,
  IconLock,
  IconLockOpen2,
  IconMessageCircle,
  IconPencil,
  IconX,
} from '@tabler/icons-react';
import type { DragEvent, MouseEvent, ReactNode } from 'react';
import { useCell, useHovered, useSelectedKeys, useSession, useVersion } from '../state/hooks';
import { GroupChips } from './GroupChips';
import classes from './ObjectList.module.css';
import { Swatch } from './Swatch';
import { toolIcon } from './toolIcons';

/** What the list does with a row that is dragged. */
export interface RowDrag {
  /** Whether something that is dragged would be dropped before this row. */
  readonly isTarget: boolean;
  onDragStart(event: DragEvent): void;
  onDragOver(event: DragEvent): void;
  onDragEnd(): void;
  onDrop(event: DragEvent): void;
}

interface ObjectRowProps {
  member: Member;
  ordinal: number;
  count: number;
  top: number;
  /** Null where the order cannot be changed. */
  drag: RowDrag | null;
}

/** One object of the list. Its marks are buttons for the pointer; by keyboard the commands do the same. */
export function ObjectRow({ member, ordinal, count, top, drag }: ObjectRowProps) {
  const { model, validation, ui, issues: threads } = useSession();
  const { selection, visibility } = model;
  const key = keyOf(member);
  const isSelected = useSelectedKeys().has(key);
  const isHovered = useHovered() === key;
  useVersion(visibility);
  useVersion(validation);
  useCell(threads.state);
  const issues = threads.countOpen(member.objectId);
  const verdict = verdictOf(member);
  const isHidden = visibility.hiddenKeys.has(key);
  const schemaClass = model.schema.classOf('objects', member);
  const title = schemaClass?.title ?? `Unknown: ${String(member.title ?? member.schemaId)}`;
  const problems = validation.problemsOf(member.objectId);
  const words = describeObject(member, { schema: model.schema, position: ordinal, count, issues, isHidden });
  const Icon = toolIcon(schemaClass?.tool ?? '');
  const pick = (event: MouseEvent) => (event.shiftKey ? selection.toggle(key) : selection.set([key]));
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
    <div
      id={`object-${key}`}
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
      role="option"
      aria-selected={isSelected}
      aria-label={[words, ...problems.map(({ message }) => message)].join(', ')}
      data-hovered={isHovered || undefined}
      data-hidden={isHidden || undefined}
      data-target={drag?.isTarget || undefined}
      tabIndex={-1}
      draggable={drag !== null}
      onDragStart={drag?.onDragStart}
      onDragOver={drag?.onDragOver}
      onDragEnd={drag?.onDragEnd}
      onDrop={drag?.onDrop}
      onClick={pick}
      onDoubleClick={() => ui.merge({ form: key })}
      onContextMenu={(event) => {
        event.preventDefault();
        if (!isSelected) {
          selection.set([key]);
        }
        ui.merge({ menu: { x: event.clientX, y: event.clientY } });
      }}
      onPointerEnter={() => selection.hover(key)}
      onPointerLeave={() => selection.hover(null)}
    >
      <Swatch color={schemaClass?.color} pattern={schemaClass?.dashed === true} />
      <Icon size={14} className={classes.icon} aria-hidden />
      <span className={classes.title}>{title}</span>
      <GroupChips objectId={member.objectId} />
      {verdict && <VerdictMark verdict={verdict} />}
      {issues > 0 && <IconMessageCircle size={14} className={classes.flag} aria-hidden />}
      {problems.length > 0 && <IconAlertTriangle size={14} className={classes.problem} aria-hidden />}
      <span className={classes.id}>{member.objectId.slice(0, 3)}</span>
      <Marks member={member} isHidden={isHidden} />
    </div>
  );
}

const verdictIcons: Readonly<Record<Verdict, typeof IconHistory>> = {
  accepted: IconCheck,
  rejected: IconX,
  fixed: IconPencil,
};

function VerdictMark({ verdict }: { verdict: Verdict }) {
  const Icon = verdictIcons[verdict];
  return <Icon size={15} stroke={2.4} className={classes.verdict} data-verdict={verdict} aria-hidden />;
}

/** Seen while they are on, and all of them under the pointer. */
function Marks({ member, isHidden }: { member: Member; isHidden: boolean }) {
  const { model } = useSession();
  const key = keyOf(member);
  const { visibility } = model;
  const isFlagged = member.flagged === true;
  const isLocked = member.lock === true;
  const set = (field: 'flagged' | 'lock', isOn: boolean, label: string) =>
    model.commit(label, [{ kind: 'set', list: 'objects', key, field, ...(isOn ? { value: true } : {}) }]);
  return (
    <span className={classes.marks}>
      {(model.canChange || isFlagged) && (
        <Mark
          name={isFlagged ? 'Clear flag' : 'Flag'}
          isOn={isFlagged}
          onClick={() => set('flagged', !isFlagged, isFlagged ? 'Clear flag' : 'Flag')}
        >
          {isFlagged ? <IconFlagFilled size={14} className={classes.flag} /> : <IconFlag size={14} />}
        </Mark>
      )}
      {(model.canChange || isLocked) && (
        <Mark
          name={isLocked ? 'Unlock' : 'Lock'}
          isOn={isLocked}
          onClick={() => set('lock', !isLocked, isLocked ? 'Unlock' : 'Lock')}
        >
          {isLocked ? <IconLock size={14} /> : <IconLockOpen2 size={14} />}
        </Mark>
      )}
      <Mark
        name={isHidden ? 'Show' : 'Hide'}
        isOn={isHidden}
        onClick={() => (isHidden ? visibility.show([key]) : visibility.hide([key]))}
      >
        {isHidden ? <IconEyeOff size={14} /> : <IconEye size={14} />}
      </Mark>
    </span>
  );
}

interface MarkProps {
  name: string;
  onClick: () => void;
  isOn: boolean;
  children: ReactNode;
}

function Mark({ name, onClick, isOn, children }: MarkProps) {
  return (
    <span
      className={classes.mark}
      data-on={isOn || undefined}
      title={name}
      aria-hidden
      onClick={(event) => {
        event.stopPropagation();
        onClick();
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      {children}
    </span>
  );
}
