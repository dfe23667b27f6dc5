import { Badge, Button, Text } from '@mantine/core';
import { IconBook2, IconPlus } from '@tabler/icons-react';
import { useAccount } from '../../account/session';
import type { Plugin } from '../../api/types';
import { EmptyState } from '../../ui/EmptyState';
import { ReasonTooltip } from '../../ui/ReasonTooltip';
import { PluginCard } from '../PluginCard';
import { PluginGrid } from './PluginGrid';
import { useInstallation } from './useInstallation';

/** What can be installed: public plugins, and the listed ones of one's own organization. */
export function DirectoryList() {
  return (
    <PluginGrid
      scope="directory"
      card={(plugin) => <Card key={plugin._id} plugin={plugin} />}
      empty={
        <EmptyState icon={IconBook2} title="The directory is empty">
          A plugin appears here when its owner lists it.
        </EmptyState>
      }
    />
  );
}

function Card({ plugin }: { plugin: Plugin }) {
  const isAdmin = useAccount().organization?.role !== 'member';
  const { install } = useInstallation(plugin);
  const reason = isAdmin ? null : 'Administrators of the organization install plugins.';
  return (
    <PluginCard
      plugin={plugin}
      actions={
        plugin.installed ? (
          <Badge size="lg" color="teal">
            Installed
          </Badge>
        ) : (
          <ReasonTooltip reason={reason}>
            <Button
              size="xs"
              leftSection={<IconPlus size={14} />}
              disabled={reason !== null}
              loading={install.isPending}
              onClick={() => install.mutate()}
            >
              Install
            </Button>
          </ReasonTooltip>
        )
      }
    >
      <Text size="sm" c="dimmed">
        by {plugin.organizationName}
      </Text>
    </PluginCard>
  );
}
