import { Stack } from '@mantine/core';
import { PageHeader } from '../ui/PageHeader';
import { ApiKeySection } from './ApiKeySection';
import { PasswordSection } from './PasswordSection';
import { ProfileSection } from './ProfileSection';
import { RunKeysSection } from './RunKeysSection';
import { ThemeSection } from './ThemeSection';

export function AccountPage() {
  return (
    <Stack gap="lg" maw={820}>
      <PageHeader title="Account" />
      <ProfileSection />
      <PasswordSection />
      <ApiKeySection />
      <RunKeysSection />
      <ThemeSection />
    </Stack>
  );
}
