import { Button, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useProject } from '../projects/project';
import { useShortcuts } from '../shell/shortcuts';
import { isFiltered, type TasksSearch, unassigned } from './search';

interface TaskFiltersProps {
  search: TasksSearch;
  onChange: (change: TasksSearch) => void;
}

export function TaskFilters({ search, onChange }: TaskFiltersProps) {
  const project = useProject();
  return (
    <Group gap="sm" role="search" aria-label="Filter tasks">
      <ExternalIdField
        key={search.q === undefined ? 'empty' : 'filled'}
        value={search.q ?? ''}
        onChange={(q) => onChange({ q: q || undefined })}
      />
      <Select
        aria-label="Stage"
        placeholder="Any stage"
        clearable
        data={project.stages.map((stage) => ({ value: stage.id, label: stage.name }))}
        value={search.stage ?? null}
        onChange={(stage) => onChange({ stage: stage ?? undefined })}
        w={160}
      />
      <Select
        aria-label="Assignee"
        placeholder="Anybody"
        clearable
        searchable
        data={[
          { value: unassigned, label: 'Nobody' },
          ...project.assignedTo.map(({ assignee }) => ({ value: assignee, label: assignee })),
        ]}
        value={search.assignee ?? null}
        onChange={(assignee) => onChange({ assignee: assignee ?? undefined })}
        w={200}
      />
      {project.batches.length > 0 && (
        <Select
          aria-label="Batch"
          placeholder="Any batch"
          clearable
          searchable
          data={project.batches.map((batch) => ({ value: batch._id, label: batch.name }))}
          value={search.batch ?? null}
          onChange={(batch) => onChange({ batch: batch ?? undefined })}
          w={170}
        />
      )}
      {isFiltered(search) && (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconX size={14} />}
          onClick={() => onChange({ stage: undefined, assignee: undefined, batch: undefined, q: undefined })}
        >
          Clear
        </Button>
      )}
    </Group>
  );
}

function ExternalIdField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const report = useDebouncedCallback(onChange, 300);
  useShortcuts('Tasks', [{ keys: '/', label: 'Search by external id', run: () => input.current?.focus() }]);
  // The field was replaced while the person was typing in it: the focus goes on.
  useEffect(() => {
    if (value !== '' && document.activeElement === document.body) {
      input.current?.focus();
    }
  }, [value]);
  return (
    <TextInput
      ref={input}
      type="search"
      aria-label="External id"
      placeholder="Search by external id"
      leftSection={<IconSearch size={16} />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        report(event.currentTarget.value);
      }}
      flex="1 1 12rem"
      maw={300}
    />
  );
}
