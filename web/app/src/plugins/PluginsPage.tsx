import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useAccount } from '../account/session';
import { PageHeader } from '../ui/PageHeader';
import tabs from '../ui/TabLinks.module.css';
import { DevelopmentList } from './catalogue/DevelopmentList';
import { DirectoryList } from './catalogue/DirectoryList';
import { OrganizationList } from './catalogue/OrganizationList';
import { PluginDialog } from './catalogue/PluginDialog';

const route = getRouteApi('/signedIn/plugins');

/** Programs of other people, and of one's own, that extend the server. */
export function PluginsPage() {
  const { tab } = route.useSearch();
  const [isCreating, creating] = useDisclosure();
  const isAdmin = useAccount().organization?.role !== 'member';
  return (
    <>
      <PageHeader
        title="Plugins"
        description="Plugins are programs that run anywhere, connect to this server and work on your projects: exporters, models, importers."
        actions={
          isAdmin && (
            <Button leftSection={<IconPlus size={16} />} onClick={creating.open}>
              Create plugin
            </Button>
          )
        }
      />
      <nav className={tabs.bar} aria-label="Plugins">
        <TabLink label="Organization" />
        <TabLink label="Directory" tab="directory" />
        {isAdmin && <TabLink label="Development" tab="development" />}
      </nav>
      {tab === 'directory' ? <DirectoryList /> : tab === 'development' ? <DevelopmentList /> : <OrganizationList />}
      {isCreating && <PluginDialog plugin={null} onClose={creating.close} />}
    </>
  );
}

function TabLink({ label, tab }: { label: string; tab?: 'directory' | 'development' }) {
  return (
    <Link to="/plugins" search={{ tab }} className={tabs.tab} activeOptions={{ exact: true, explicitUndefined: true }}>
      {label}
    </Link>
  );
}
