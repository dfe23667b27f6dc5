import { Outlet } from '@tanstack/react-router';
import { LiveProvider } from '../../live/live';

/** The editor has the whole window. */
export function EditorLayout() {
  return (
    <LiveProvider>
      <Outlet />
    </LiveProvider>
  );
}
