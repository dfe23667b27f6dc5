import { classKeys, type MemberList, type SchemaClass } from '@limn/editor';
import { ActionIcon, Kbd, Text, TextInput, Tooltip } from '@mantine/core';
import { IconEye, IconEyeOff, IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { keyText } from '../session/platform';
import { useCanChange, useCell, useEditor, useMembers, useSession, useVersion } from '../state/hooks';
import { useCommand } from '../state/useCommand';
import classes from './ClassList.module.css';
import { Panel } from './Panel';
import { Swatch } from './Swatch';
import { toolIcon } from './toolIcons';

const lists: readonly MemberList[] = ['objects', 'relations'];

/** The classes: choosing one takes its tool as well. */
export function ClassList() {
  const session = useSession();
  const [text, setText] = useState('');
  const schema = useEditor(({ editor }) => editor.schema);
  const shown = lists
    .flatMap((list) => schema.classesOf(list))
    .filter(({ title }) => title.toLowerCase().includes(text.trim().toLowerCase()));
  const keys = useMemo(() => classKeys(schema), [schema]);
  const counts = useCounts();
  return (
    <Panel title="Classes" isTall>
      <ClassSearch
        text={text}
        onText={setText}
        onPick={() => {
          const [first] = shown;
          if (first && session.editor.chooseClass(first.schemaId)) {
            setText('');
          }
        }}
      />
      {shown.length === 0 && (
        <Text size="sm" c="dimmed" px="sm" py="xs">
          {text === '' ? 'This project has no classes to draw.' : 'No class has this name.'}
        </Text>
      )}
      <ul className={classes.list} aria-label="Classes">
        {shown.map((schemaClass) => (
          <ClassRow
            key={schemaClass.schemaId}
            schemaClass={schemaClass}
            count={counts.get(schemaClass.schemaId) ?? 0}
            shortcut={keys.get(schemaClass.schemaId)}
          />
        ))}
      </ul>
    </Panel>
  );
}

interface SearchProps {
  text: string;
  onText: (text: string) => void;
  onPick: () => void;
}

function ClassSearch({ text, onText, onPick }: SearchProps) {
  const { ui } = useSession();
  const asked = useCell(ui).classSearch;
  const search = useCommand('class.search');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (asked > 0) {
      input.current?.focus();
      input.current?.select();
    }
  }, [asked]);
  return (
    <TextInput
      ref={input}
      className={classes.search}
      size="xs"
      aria-label="Search classes"
      placeholder={search?.tip('Search classes')}
      leftSection={<IconSearch size={14} />}
      value={text}
      onChange={(event) => onText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          event.preventDefault();
          onPick();
          event.currentTarget.blur();
        }
      }}
    />
  );
}

interface RowProps {
  schemaClass: SchemaClass;
  count: number;
  shortcut: string | undefined;
}

function ClassRow({ schemaClass, count, shortcut }: RowProps) {
  const { editor, model } = useSession();
  const { schemaId, title, tool, color, dashed, required, disabled } = schemaClass;
  const isChosen = useEditor((session) => session.editor.classId === schemaId);
  const canChange = useCanChange();
  useVersion(model.visibility);
  const isHidden = model.visibility.isClassHidden(schemaId);
  const Icon = toolIcon(tool);
  return (
    <li className={classes.row} data-chosen={isChosen || undefined}>
      <button
        type="button"
        className={classes.choose}
        aria-pressed={isChosen}
        disabled={disabled === true || !canChange}
        onClick={() => editor.chooseClass(schemaId)}
      >
        <Swatch color={color} pattern={dashed} />
        <Icon size={15} className={classes.icon} aria-hidden />
        <span className={classes.name} data-hidden={isHidden || undefined}>
          {title}
          {required && (
            <span className={classes.required} title="At least one is required">
              {' '}
              *
            </span>
          )}
        </span>
        {shortcut && (
          <Kbd size="xs" className={classes.key}>
            {keyText(shortcut)}
          </Kbd>
        )}
        <span className={classes.count}>{count}</span>
      </button>
      <Tooltip label={isHidden ? `Show ${title}` : `Hide ${title}`}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          className={classes.eye}
          data-on={isHidden || undefined}
          aria-label={isHidden ? `Show ${title}` : `Hide ${title}`}
          onClick={() => model.visibility.toggleClass(schemaId)}
        >
          {isHidden ? <IconEyeOff size={15} /> : <IconEye size={15} />}
        </ActionIcon>
      </Tooltip>
    </li>
  );
}

function useCounts(): ReadonlyMap<string, number> {
  const objects = useMembers('objects');
  const relations = useMembers('relations');
  return useMemo(() => {
    const counts = new Map<string, number>();
    for (const { schemaId } of [...objects, ...relations]) {
      counts.set(schemaId, (counts.get(schemaId) ?? 0) + 1);
    }
    return counts;
  }, [objects, relations]);
}
