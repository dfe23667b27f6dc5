import { Badge, Loader } from '@mantine/core';
import type { PluginSession } from '../../api/types';
import { isUnderWay, sessionStates } from './states';

export function StateBadge({ session, size }: { session: PluginSession; size?: string }) {
  const { label, color } = sessionStates[session.state];
  return (
    <Badge color={color} size={size} leftSection={isUnderWay(session) && <Loader size={10} color={color} />}>
      {label}
    </Badge>
  );
}
