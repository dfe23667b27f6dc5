import { Group, Pagination, Select, Text } from '@mantine/core';
import { formatCount } from './format';

interface PagerProps {
  page: number;
  limit: number;
  total: number;
  onChange: (change: { page: number; limit: number }) => void;
}

/** Which part of a long list is shown, and the way to the others. */
export function Pager({ page, limit, total, onChange }: PagerProps) {
  const first = total === 0 ? 0 : (page - 1) * limit + 1;
  return (
    <Group justify="space-between" mt="md" gap="sm">
      <Text c="dimmed" aria-live="polite">
        {formatCount(first)}–{formatCount(Math.min(page * limit, total))} of {formatCount(total)}
      </Text>
      <Group gap="sm">
        <Select
          aria-label="Rows per page"
          w={120}
          size="sm"
          allowDeselect={false}
          data={['25', '50', '100'].map((value) => ({ value, label: `${value} rows` }))}
          value={String(limit)}
          onChange={(value) => onChange({ page: 1, limit: Number(value) })}
        />
        <Pagination
          size="sm"
          value={page}
          total={Math.max(1, Math.ceil(total / limit))}
          onChange={(next) => onChange({ page: next, limit })}
          getControlProps={(control) => ({ 'aria-label': `${control[0]?.toUpperCase()}${control.slice(1)} page` })}
          getItemProps={(item) => ({ 'aria-label': `Page ${item}` })}
        />
      </Group>
    </Group>
  );
}
