import type { FormPlace, MemberKey, SchemaClass } from '@limn/editor';
import { Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { QuestionList } from '../forms/QuestionList';
import { useCell, useMembers, useSelectedKeys, useSession } from '../state/hooks';
import { ClassChoice } from './ClassChoice';
import { NumberFields } from './NumberFields';
import { Panel } from './Panel';

/** What is known and asked about the selected objects. */
export function Inspector() {
  const { model, ui } = useSession();
  const selected = useSelectedKeys();
  useMembers('objects');
  useMembers('relations');
  const { form } = useCell(ui);
  const frame = useRef<HTMLDivElement>(null);
  const keys = [...selected];
  const [schemaClass, ...others] = new Set(keys.map((key) => classOf(key)));
  useEffect(() => {
    if (form !== null) {
      frame.current?.querySelector<HTMLElement>('input, textarea, button')?.focus();
      ui.merge({ form: null });
    }
  }, [form, ui]);
  if (keys.length === 0) {
    return null;
  }
  const places: readonly FormPlace[] = keys.map((key) => ({ list: listOf(key), key }));
  const questions = others.length === 0 ? (schemaClass?.classifications ?? []) : [];
  const title = keys.length > 1 ? `${keys.length} selected` : (schemaClass?.title ?? 'Unknown object');
  return (
    <Panel title={title} isTall={questions.length > 0}>
      <div ref={frame}>
        <ClassChoice keys={keys} />
        {keys.length === 1 && keys[0] !== undefined && <NumberFields objectKey={keys[0]} />}
        {questions.length > 0 && <QuestionList key={keys.join()} questions={questions} places={places} />}
        {others.length > 0 && (
          <Text size="xs" c="dimmed" px="sm" pb="sm">
            Objects of one class can be answered together.
          </Text>
        )}
      </div>
    </Panel>
  );

  function listOf(key: MemberKey): 'objects' | 'relations' {
    return model.store.get('objects', key) ? 'objects' : 'relations';
  }

  function classOf(key: MemberKey): SchemaClass | undefined {
    const list = listOf(key);
    const member = model.store.get(list, key);
    return member && model.schema.classOf(list, member);
  }
}
