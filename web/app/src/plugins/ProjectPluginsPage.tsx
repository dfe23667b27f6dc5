import { Button, SimpleGrid, Skeleton, Text } from '@mantine/core';
import { IconHistory, IconPlayerPlay, IconPuzzle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ProjectPlugin } from '../api/types';
import { useProject } from '../projects/project';
import { EmptyState } from '../ui/EmptyState';
import { Loaded } from '../ui/Loaded';
import { ButtonLink } from '../ui/links';
import { ReasonTooltip } from '../ui/ReasonTooltip';
import { Section } from '../ui/Section';
import { PluginCard } from './PluginCard';
import { notRunnable } from './pluginTypes';
import { projectPluginsQuery, useLiveLights } from './queries';
import { RunDialog } from './run/RunDialog';

const route = getRouteApi('/signedIn/projects/$projectId/settings/plugins');

/** The plugins that the organization has installed, to be run on this project. */
export function ProjectPluginsPage() {
  const { _id: projectId } = useProject();
  const { run } = route.useSearch();
  const navigate = useNavigate({ from: '/projects/$projectId/settings/plugins' });
  const query = useQuery(projectPluginsQuery(projectId));
  const chosen = query.data?.find(({ plugin }) => plugin._id === run);
  useLiveLights(query.data?.map(({ plugin }) => plugin));
  return (
    <Section
      title="Plugins"
      description="Run the plugins of your organization on this project."
      actions={
        <ButtonLink
          to="/plugin-sessions"
          search={{ project: projectId }}
          variant="default"
          size="xs"
          leftSection={<IconHistory size={14} />}
        >
          Sessions of this project
        </ButtonLink>
      }
    >
      <Loaded query={query} skeleton={<Skeleton height={180} radius="lg" />}>
        {(plugins) =>
          plugins.length === 0 ? (
            <NoPlugins />
          ) : (
            <SimpleGrid cols={{ base: 1, sm: 2, xl: 3 }}>
              {plugins.map((item) => (
                <Card
                  key={item.plugin._id}
                  item={item}
                  onRun={() => void navigate({ search: { run: item.plugin._id } })}
                />
              ))}
            </SimpleGrid>
          )
        }
      </Loaded>
      {chosen && <RunDialog item={chosen} onClose={() => void navigate({ search: {} })} />}
    </Section>
  );
}

function NoPlugins() {
  return (
    <EmptyState
      icon={IconPuzzle}
      title="No plugins installed"
      actions={
        <ButtonLink to="/plugins" search={{ tab: 'directory' }} variant="default">
          Look in the directory
        </ButtonLink>
      }
    >
      Plugins are installed once for the whole organization.
    </EmptyState>
  );
}

function Card({ item: { plugin, presets }, onRun }: { item: ProjectPlugin; onRun: () => void }) {
  const reason = notRunnable(plugin);
  return (
    <PluginCard
      plugin={plugin}
      actions={
        <ReasonTooltip reason={reason}>
          <Button size="sm" leftSection={<IconPlayerPlay size={15} />} disabled={reason !== null} onClick={onRun}>
            Run
          </Button>
        </ReasonTooltip>
      }
    >
      {presets.length > 0 && (
        <Text size="sm" c="dimmed">
          Presets: {presets.map((preset) => preset.name).join(', ')}
        </Text>
      )}
    </PluginCard>
  );
}
