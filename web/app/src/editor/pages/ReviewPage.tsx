import { getRouteApi } from '@tanstack/react-router';
import { QueuePage } from './QueuePage';

const route = getRouteApi('/editing/projects/$projectId/review');

export function ReviewPage() {
  const { projectId } = route.useParams();
  return <QueuePage projectId={projectId} kind="review" taskId={route.useSearch().task} />;
}
