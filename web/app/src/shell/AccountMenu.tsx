import { Avatar, Menu, SegmentedControl, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useAccount } from '../account/session';
import { useSignOut } from '../account/useSignOut';
import { MenuLink } from '../ui/links';

export function AccountMenu() {
  const account = useAccount();
  const signOut = useSignOut();
  return (
    <Menu position="bottom-end" width={250} shadow="md">
      <Menu.Target>
        <UnstyledButton aria-label="Account" style={{ borderRadius: '50%' }}>
          <Avatar name={account.name} color="teal" size={34} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fw={600} c="var(--mantine-color-text)" truncate>
            {account.name}
          </Text>
          <Text size="sm" truncate>
            {account.email}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <MenuLink to="/account" leftSection={<IconUserCircle size={16} />}>
          Account
        </MenuLink>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate()}>
          Sign out
        </Menu.Item>
        <Menu.Divider />
        <ThemeChoice />
      </Menu.Dropdown>
    </Menu>
  );
}

/** Light, dark, or as the system says. */
export function ThemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      aria-label="Theme"
      value={colorScheme}
      onChange={(value) => setColorScheme(value as typeof colorScheme)}
      data={[
        { value: 'light', label: 'Light' },
        { value: 'dark', label: 'Dark' },
        { value: 'auto', label: 'System' },
      ]}
    />
  );
}
