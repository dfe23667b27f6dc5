import { MultiSelect } from '@mantine/core';
import { useProject } from '../projects/project';

interface BatchChoiceProps {
  label: string;
  description?: string;
  value: string[];
  onChange: (value: string[]) => void;
}

/** Chooses batches of the project; shows nothing where there are none. */
export function BatchChoice({ label, description, value, onChange }: BatchChoiceProps) {
  const { batches } = useProject();
  if (batches.length === 0) {
    return null;
  }
  return (
    <MultiSelect
      label={label}
      description={description}
      placeholder={value.length === 0 ? 'None' : undefined}
      clearable
      searchable
      data={batches.map((batch) => ({ value: batch._id, label: batch.name }))}
      value={value}
      onChange={onChange}
    />
  );
}
