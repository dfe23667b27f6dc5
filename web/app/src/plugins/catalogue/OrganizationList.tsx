import { Button } from '@mantine/core';
import { IconPuzzle } from '@tabler/icons-react';
import { useAccount } from '../../account/session';
import type { Plugin } from '../../api/types';
import { confirm } from '../../ui/confirm';
import { EmptyState } from '../../ui/EmptyState';
import { ButtonLink } from '../../ui/links';
import { PluginCard } from '../PluginCard';
import { PluginGrid } from './PluginGrid';
import { useInstallation } from './useInstallation';

/** What the organization has installed: it can be run in all its projects. */
export function OrganizationList() {
  return (
    <PluginGrid
      scope="organization"
      card={(plugin) => <Card key={plugin._id} plugin={plugin} />}
      empty={
        <EmptyState
          icon={IconPuzzle}
          title="No plugins installed"
          actions={
            <ButtonLink to="/plugins" search={{ tab: 'directory' }} variant="default">
              Look in the directory
            </ButtonLink>
          }
        >
          What is installed here can be run in every project of the organization.
        </EmptyState>
      }
    />
  );
}

function Card({ plugin }: { plugin: Plugin }) {
  const isAdmin = useAccount().organization?.role !== 'member';
  const { remove } = useInstallation(plugin);
  return (
    <PluginCard
      plugin={plugin}
      actions={
        isAdmin && (
          <Button
            size="xs"
            variant="default"
            loading={remove.isPending}
            onClick={() =>
              confirm({
                title: `Remove ${plugin.name}?`,
                message:
                  'It can no longer be run in the projects of this organization. Runs that wait end; their results so far stay.',
                action: 'Remove',
                onConfirm: () => remove.mutate(),
              })
            }
          >
            Remove
          </Button>
        )
      }
    />
  );
}
