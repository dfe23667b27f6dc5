import { SegmentedControl, Textarea } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { Markdown } from '../../ui/Markdown';
import type { AnswerProps } from './AnswerControl';

const pause = 600;

/** A text, taken over when the typing pauses; rich texts are Markdown, which can be looked at. */
export function TextAnswer({ question, labelId, answer, onChange }: AnswerProps) {
  const stored = typeof answer === 'string' ? answer : '';
  const [draft, setDraft] = useState<string | null>(null);
  const [isShown, setShown] = useState(false);
  const text = draft ?? stored;
  const commit = useEffectEvent(() => {
    if (draft !== null) {
      setDraft(null);
      if (draft !== stored) {
        onChange(draft === '' ? undefined : draft);
      }
    }
  });
  useEffect(() => {
    if (draft === null) {
      return undefined;
    }
    const timer = setTimeout(() => commit(), pause);
    return () => clearTimeout(timer);
  }, [draft]);
  return (
    <>
      {question.richText === true && (
        <SegmentedControl
          size="xs"
          mb={4}
          aria-label="Write or look"
          data={[
            { value: 'write', label: 'Write' },
            { value: 'look', label: 'Look' },
          ]}
          value={isShown ? 'look' : 'write'}
          onChange={(value) => setShown(value === 'look')}
        />
      )}
      {isShown ? (
        <Markdown text={text} />
      ) : (
        <Textarea
          size="xs"
          autosize
          minRows={1}
          maxRows={8}
          aria-labelledby={labelId}
          value={text}
          error={isMismatch(question.regex, text) ? `Does not match ${question.regex}` : undefined}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={() => commit()}
        />
      )}
    </>
  );
}

function isMismatch(pattern: string | undefined, text: string): boolean {
  if (!pattern || text === '') {
    return false;
  }
  try {
    return !new RegExp(pattern, 'u').test(text);
  } catch {
    return false;
  }
}
