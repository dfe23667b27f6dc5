import { Group, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon: Icon;
  title: string;
  children: ReactNode;
  /** What to do about it. */
  actions?: ReactNode;
}

/** In place of a list that has nothing to show: why, and what to do. */
export function EmptyState({ icon: IconShape, title, children, actions }: EmptyStateProps) {
  return (
    <Stack align="center" gap="sm" py={56} px="md" ta="center">
      <ThemeIcon size={48} radius="xl" variant="light" aria-hidden>
        <IconShape size={24} stroke={1.6} />
      </ThemeIcon>
      <Title order={2} size="h3">
        {title}
      </Title>
      <Text c="dimmed" maw="30rem" component="div">
        {children}
      </Text>
      {actions && <Group mt="xs">{actions}</Group>}
    </Stack>
  );
}
