import { Alert, Center, Paper, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { messageOf } from '../api/ApiError';
import { Logo } from '../ui/Logo';

interface SignInLayoutProps {
  title: string;
  description: string;
  error: unknown;
  children: ReactNode;
}

/** The card of the pages before the login. */
export function SignInLayout({ title, description, error, children }: SignInLayoutProps) {
  useDocumentTitle(`${title} · Limn`);
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={400} gap="lg">
        <Stack align="center" gap="sm">
          <Logo size={44} />
          <Title order={1}>{title}</Title>
          <Text c="dimmed" ta="center">
            {description}
          </Text>
        </Stack>
        <Paper p="xl">
          <Stack>
            {error !== null && (
              <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} role="alert">
                {messageOf(error)}
              </Alert>
            )}
            {children}
          </Stack>
        </Paper>
      </Stack>
    </Center>
  );
}
