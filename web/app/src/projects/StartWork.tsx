import { Group } from '@mantine/core';
import { IconChecks, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../api/client';
import { formatCount } from '../ui/format';
import { ButtonLink } from '../ui/links';

// The server counts no further.
const most = 1000;

/** The ways into the queues of a project, with what waits there for whoever looks; nothing where nothing waits. */
export function StartWork({ projectId }: { projectId: string }) {
  const { data } = useQuery({
    queryKey: ['project', projectId, 'queue'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v2/project/{projectId}/queue', { params: { path: { projectId } }, signal })),
  });
  const { label = 0, review = 0 } = data ?? {};
  const params = { projectId };
  return (
    <Group gap="xs" wrap="nowrap">
      {label > 0 && (
        <ButtonLink to="/projects/$projectId/label" params={params} leftSection={<IconPencil size={16} />}>
          Start labeling ({countText(label)})
        </ButtonLink>
      )}
      {review > 0 && (
        <ButtonLink
          to="/projects/$projectId/review"
          params={params}
          variant={label > 0 ? 'default' : 'filled'}
          leftSection={<IconChecks size={16} />}
        >
          Start review ({countText(review)})
        </ButtonLink>
      )}
    </Group>
  );
}

const countText = (count: number) => (count >= most ? `${formatCount(most)}+` : formatCount(count));
