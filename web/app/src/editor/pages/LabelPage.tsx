import { getRouteApi } from '@tanstack/react-router';
import { QueuePage } from './QueuePage';

const route = getRouteApi('/editing/projects/$projectId/label');

export function LabelPage() {
  const { projectId } = route.useParams();
  return <QueuePage projectId={projectId} kind="label" taskId={route.useSearch().task} />;
}
