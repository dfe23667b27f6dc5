import { Button, Group, Progress, ScrollArea, Stack, Text } from '@mantine/core';
import { formatBytes, formatPlural } from '../ui/format';
import type { Upload } from './UploadQueue';

interface UploadProgressProps {
  uploads: readonly Upload[];
  isActive: boolean;
  onCancel: () => void;
  onClear: () => void;
}

const shown = 200;

/** How far the whole is, and what failed. */
export function UploadProgress({ uploads, isActive, onCancel, onClear }: UploadProgressProps) {
  if (uploads.length === 0) {
    return null;
  }
  const size = uploads.reduce((sum, upload) => sum + upload.size, 0);
  const sent = uploads.reduce(
    (sum, upload) => sum + (upload.state === 'done' ? upload.size : Math.min(upload.sent, upload.size)),
    0,
  );
  const done = uploads.filter((upload) => upload.state === 'done').length;
  const failed = uploads.filter((upload) => upload.state === 'failed');
  const percent = size === 0 ? (100 * done) / uploads.length : (100 * sent) / size;
  return (
    <Stack gap="xs" role="status">
      <Group justify="space-between" gap="xs">
        <Text>
          {done} of {formatPlural(uploads.length, 'file')} added
          <Text span c="dimmed">
            {' '}
            · {formatBytes(sent)} of {formatBytes(size)}
          </Text>
        </Text>
        {isActive ? (
          <Button size="compact-sm" variant="subtle" color="red" onClick={onCancel}>
            Cancel
          </Button>
        ) : (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onClear}>
            Clear
          </Button>
        )}
      </Group>
      <Progress
        value={percent}
        animated={isActive}
        color={failed.length > 0 ? 'orange' : 'teal'}
        aria-label="Upload progress"
      />
      {failed.length > 0 && (
        <ScrollArea.Autosize mah={140}>
          {failed.slice(0, shown).map((upload) => (
            <Text key={upload.id} size="sm" c="red">
              {upload.name}: {upload.error}
            </Text>
          ))}
        </ScrollArea.Autosize>
      )}
    </Stack>
  );
}
