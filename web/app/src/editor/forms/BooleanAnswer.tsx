import { SegmentedControl } from '@mantine/core';
import type { AnswerProps } from './AnswerControl';

export function BooleanAnswer({ labelId, answer, onChange }: AnswerProps) {
  return (
    <SegmentedControl
      size="xs"
      aria-labelledby={labelId}
      data={[
        { value: 'true', label: 'Yes' },
        { value: 'false', label: 'No' },
      ]}
      value={typeof answer === 'boolean' ? String(answer) : ''}
      onChange={(value) => onChange(value === 'true')}
    />
  );
}
