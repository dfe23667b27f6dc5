import { Box } from '@mantine/core';
import { ThemeChoice } from '../shell/AccountMenu';
import { Section } from '../ui/Section';

export function ThemeSection() {
  return (
    <Section title="Appearance" description="Kept in this browser.">
      <Box maw={300}>
        <ThemeChoice />
      </Box>
    </Section>
  );
}
