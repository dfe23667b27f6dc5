import { Button, Combobox, Group, Textarea, useCombobox } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { toastError } from '../../ui/toast';
import type { Cell } from '../state/Cell';
import { useSession } from '../state/hooks';
import { mentionAt, mentionsIn, peopleOf } from './mentions';
import type { Message } from './TaskIssues';

interface ComposerProps {
  label: string;
  /** The button's text. */
  action: string;
  initial?: string;
  /** Keeps what is written while the composer is not shown. */
  keep?: Cell<string>;
  autoFocus?: boolean;
  /** Beside the button. */
  extra?: ReactNode;
  onSend: (message: Message) => Promise<unknown>;
  onCancel?: () => void;
}

const most = 6;

/** Where a message is written: Enter sends it, an @ names somebody. What could not be sent stays. */
export function Composer({ label, action, initial = '', keep, autoFocus, extra, onSend, onCancel }: ComposerProps) {
  const { project, task, spoken } = useSession();
  const [text, setText] = useState(keep?.value ?? initial);
  const [caret, setCaret] = useState(0);
  const field = useRef<HTMLTextAreaElement>(null);
  const write = (value: string) => {
    setText(value);
    keep?.set(value);
  };
  const people = peopleOf(project, task);
  const list = useCombobox({ onDropdownClose: () => list.resetSelectedOption() });
  const mention = mentionAt(text, caret);
  const found =
    mention === null ? [] : people.filter((email) => email.toLowerCase().includes(mention.query)).slice(0, most);
  const send = useMutation({
    mutationFn: () => onSend({ content: text.trim(), contentMentions: mentionsIn(text, people) }),
    onSuccess: () => write(''),
    onError: (error) => toastError(error, 'The message was not sent'),
  });
  useEffect(() => {
    if (autoFocus) {
      field.current?.focus();
    }
  }, [autoFocus]);
  const isEmpty = text.trim() === '';
  const take = (email: string) => {
    if (mention !== null) {
      const before = `${text.slice(0, mention.start)}${email} `;
      write(before + text.slice(caret).trimStart());
      setCaret(before.length);
      requestAnimationFrame(() => field.current?.setSelectionRange(before.length, before.length));
    }
    list.closeDropdown();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const isChoosing = list.dropdownOpened && found.length > 0;
    if (isSending(event) && !isChoosing) {
      event.preventDefault();
      if (!isEmpty && !send.isPending) {
        send.mutate();
      }
    } else if (event.key === 'Escape' && isChoosing) {
      event.preventDefault();
      list.closeDropdown();
    } else if (event.key === 'Escape' && onCancel) {
      event.preventDefault();
      onCancel();
    }
  };
  const follow = (area: HTMLTextAreaElement) => {
    setCaret(area.selectionStart);
    const written = mentionAt(area.value, area.selectionStart);
    if (written !== null) {
      list.openDropdown();
      list.selectFirstOption();
      spoken.set(people.find((email) => email.toLowerCase().includes(written.query)) ?? '');
    } else {
      list.closeDropdown();
    }
  };
  return (
    <div data-form>
      <Combobox store={list} onOptionSubmit={take} position="top-start" withinPortal>
        <Combobox.Target targetType="input" withAriaAttributes={false}>
          <Textarea
            ref={field}
            size="sm"
            autosize
            minRows={2}
            maxRows={8}
            maxLength={20_000}
            aria-label={label}
            aria-autocomplete="list"
            data-autofocus={autoFocus || undefined}
            placeholder={`${label}. @ names somebody.`}
            value={text}
            onChange={(event) => {
              write(event.currentTarget.value);
              follow(event.currentTarget);
            }}
            onClick={(event) => follow(event.currentTarget)}
            onKeyDown={onKeyDown}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={found.length === 0}>
          <Combobox.Options aria-label="People">
            {found.map((email) => (
              <Combobox.Option key={email} value={email}>
                {email}
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <Group gap="xs" mt={6} justify="flex-end">
        {extra}
        {onCancel && (
          <Button size="compact-sm" variant="default" onClick={onCancel}>
            Cancel
          </Button>
        )}
        <Button size="compact-sm" disabled={isEmpty} loading={send.isPending} onClick={() => send.mutate()}>
          {action}
        </Button>
      </Group>
    </div>
  );
}

/** Shift and Enter begin another line; while characters are composed, Enter takes them. */
function isSending({ key, shiftKey, nativeEvent }: KeyboardEvent): boolean {
  return key === 'Enter' && !shiftKey && !nativeEvent.isComposing;
}
