import { Group, Table, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';

interface SortHeaderProps {
  label: string;
  /** The field's name in the API. */
  field: string;
  /** `field` or `-field` (descending). */
  sort: string;
  onSort: (sort: string) => void;
}

/** The head of a column by which a list can be sorted. */
export function SortHeader({ label, field, sort, onSort }: SortHeaderProps) {
  const direction = sort === field ? 'ascending' : sort === `-${field}` ? 'descending' : 'none';
  return (
    <Table.Th aria-sort={direction}>
      <UnstyledButton
        fz="inherit"
        fw="inherit"
        c="inherit"
        onClick={() => onSort(direction === 'descending' ? field : `-${field}`)}
      >
        <Group gap={4} wrap="nowrap">
          {label}
          {direction === 'ascending' && <IconArrowUp size={14} aria-hidden />}
          {direction === 'descending' && <IconArrowDown size={14} aria-hidden />}
        </Group>
      </UnstyledButton>
    </Table.Th>
  );
}
