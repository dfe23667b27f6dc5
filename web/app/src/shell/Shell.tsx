import { Burger, Group, Menu, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { useAccount } from '../account/session';
import { LiveProvider } from '../live/live';
import { NotificationBell } from '../notifications/NotificationBell';
import { Logo } from '../ui/Logo';
import { MenuLink } from '../ui/links';
import { AccountMenu } from './AccountMenu';
import { HeaderActions } from './HeaderActions';
import classes from './Shell.module.css';
import { ShortcutHelp } from './ShortcutHelp';
import { useShortcuts } from './shortcuts';
import { useFocusAfterNavigation } from './useFocusAfterNavigation';

/** What surrounds every page of a signed-in user. */
export function Shell() {
  const [isHelpOpen, help] = useDisclosure();
  useGlobalShortcuts(help.open);
  useFocusAfterNavigation();
  return (
    <LiveProvider>
      <a href="#main" className={classes.skip}>
        Skip to content
      </a>
      <header className={classes.header}>
        <Group className={classes.bar} justify="space-between" wrap="nowrap">
          <Group gap="lg" wrap="nowrap">
            <SmallNavigation />
            <Link to="/projects" className={classes.brand}>
              <Logo />
              Limn
            </Link>
            <Group component="nav" aria-label="Main" gap={4} wrap="nowrap" visibleFrom="sm">
              <Link to="/projects" className={classes.link}>
                Projects
              </Link>
              <Link to="/plugins" className={classes.link}>
                Plugins
              </Link>
            </Group>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <OrganizationName />
            <HeaderActions onHelp={help.open} />
            <NotificationBell />
            <AccountMenu />
          </Group>
        </Group>
      </header>
      <main id="main" className={classes.main} tabIndex={-1}>
        <Outlet />
      </main>
      <ShortcutHelp isOpen={isHelpOpen} onClose={help.close} />
    </LiveProvider>
  );
}

function OrganizationName() {
  const account = useAccount();
  return (
    <Text c="dimmed" size="sm" truncate maw={180} mr="xs" visibleFrom="md">
      {account.organization?.name}
    </Text>
  );
}

function SmallNavigation() {
  const [isOpen, { toggle, close }] = useDisclosure();
  return (
    <Menu opened={isOpen} onChange={toggle} position="bottom-start" width={200}>
      <Menu.Target>
        <Burger opened={isOpen} size="sm" hiddenFrom="sm" aria-label="Navigation" />
      </Menu.Target>
      <Menu.Dropdown onClick={close}>
        <MenuLink to="/projects">Projects</MenuLink>
        <MenuLink to="/plugins">Plugins</MenuLink>
        <MenuLink to="/plugin-sessions">Plugin sessions</MenuLink>
      </Menu.Dropdown>
    </Menu>
  );
}

function useGlobalShortcuts(openHelp: () => void): void {
  const navigate = useNavigate();
  useShortcuts('Everywhere', [
    { keys: '?', label: 'Show this help', run: openHelp },
    { keys: 'g p', label: 'Go to projects', run: () => void navigate({ to: '/projects' }) },
    { keys: 'g l', label: 'Go to plugins', run: () => void navigate({ to: '/plugins' }) },
    { keys: 'g s', label: 'Go to plugin sessions', run: () => void navigate({ to: '/plugin-sessions' }) },
    { keys: 'g a', label: 'Go to your account', run: () => void navigate({ to: '/account' }) },
  ]);
}
