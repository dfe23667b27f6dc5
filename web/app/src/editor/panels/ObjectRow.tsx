import { describeObject, keyOf, type Member, type Verdict, verdictOf } from '@limn/editor';
import {
  IconAlertTriangle,
  IconCheck,
  IconEye,
  IconEyeOff,
  IconFlagFilled,
  type IconHistory,
  IconLock,
  IconMessageCircle,
  IconPencil,
  IconX,
} from '@tabler/icons-react';
import type { MouseEvent, ReactNode } from 'react';
import { useCell, useHovered, useSelectedKeys, useSession, useVersion } from '../state/hooks';
import classes from './ObjectList.module.css';
import { Swatch } from './Swatch';
import { toolIcon } from './toolIcons';

interface ObjectRowProps {
  member: Member;
  ordinal: number;
  count: number;
  top: number;
}

/** One object of the list. Its marks are buttons for the pointer; by keyboard the commands do the same. */
export function ObjectRow({ member, ordinal, count, top }: ObjectRowProps) {
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
      tabIndex={-1}
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
      <Swatch color={schemaClass?.color} />
      <Icon size={14} className={classes.icon} aria-hidden />
      <span className={classes.title}>{title}</span>
      <span className={classes.id}>{member.objectId.slice(0, 3)}</span>
      {verdict && <VerdictMark verdict={verdict} />}
      {issues > 0 && <IconMessageCircle size={14} className={classes.flag} aria-hidden />}
      {problems.length > 0 && <IconAlertTriangle size={14} className={classes.problem} aria-hidden />}
      {member.flagged === true && <IconFlagFilled size={14} className={classes.flag} aria-hidden />}
      {member.lock === true && <IconLock size={14} className={classes.icon} aria-hidden />}
      <Mark onClick={() => (isHidden ? visibility.show([key]) : visibility.hide([key]))} isOn={isHidden}>
        {isHidden ? <IconEyeOff size={14} /> : <IconEye size={14} />}
      </Mark>
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

function Mark({ onClick, isOn, children }: { onClick: () => void; isOn: boolean; children: ReactNode }) {
  return (
    <span
      className={classes.mark}
      data-on={isOn || undefined}
      aria-hidden
      onClick={(event) => {
        event.stopPropagation();
        onClick();
      }}
    >
      {children}
    </span>
  );
}
