import { Link, Outlet } from '@tanstack/react-router';
import { useProject } from './project';
import classes from './SettingsLayout.module.css';

export function SettingsLayout() {
  const params = { projectId: useProject()._id };
  return (
    <div className={classes.layout}>
      <nav className={classes.nav} aria-label="Settings">
        <Link
          to="/projects/$projectId/settings"
          params={params}
          activeOptions={{ exact: true }}
          className={classes.link}
        >
          General
        </Link>
        <Link to="/projects/$projectId/settings/schema" params={params} className={classes.link}>
          Category schema
        </Link>
        <Link to="/projects/$projectId/settings/workflow" params={params} className={classes.link}>
          Workflow
        </Link>
        <Link to="/projects/$projectId/settings/members" params={params} className={classes.link}>
          Members
        </Link>
        <Link to="/projects/$projectId/settings/batches" params={params} className={classes.link}>
          Batches
        </Link>
        <Link
          to="/projects/$projectId/settings/plugins"
          params={params}
          activeOptions={{ includeSearch: false }}
          className={classes.link}
        >
          Plugins
        </Link>
      </nav>
      <div>
        <Outlet />
      </div>
    </div>
  );
}
