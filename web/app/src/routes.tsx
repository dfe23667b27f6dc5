import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
  redirect,
} from '@tanstack/react-router';
import { sessionQuery } from './account/session';
import { readSessionsSearch } from './plugins/sessions/search';
import { readProjectsSearch } from './projects/search';
import { NotFound, PageError } from './shell/fallbacks';
import { Shell } from './shell/Shell';
import { readTasksSearch, type TasksSearch } from './tasks/search';
import { readNumber, readOneOf, readText } from './ui/search';

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ notFoundComponent: NotFound });

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  // Only a path of this app: a link to the login must not lead elsewhere.
  validateSearch: (search): { next?: string } => ({ next: readText(search.next)?.match(/^\/(?!\/).*/)?.[0] }),
  component: lazyRouteComponent(() => import('./account/LoginPage'), 'LoginPage'),
});

const setPassword = createRoute({
  getParentRoute: () => root,
  path: '/set-password',
  validateSearch: (search): { token?: string } => ({ token: readText(search.token) }),
  component: lazyRouteComponent(() => import('./account/SetPasswordPage'), 'SetPasswordPage'),
});

interface Entry {
  context: { queryClient: QueryClient };
  location: { href: string };
}

async function needsLogin({ context, location }: Entry): Promise<void> {
  const session = await context.queryClient.ensureQueryData(sessionQuery);
  if (session.user === null) {
    throw redirect({ to: '/login', search: { next: location.href } });
  }
}

/** Everything behind the login. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signedIn',
  beforeLoad: needsLogin,
  component: Shell,
});

/** The task that is open in a queue, the filter of its objects, and the issue that is shown. */
interface QueueSearch {
  task?: string;
  objects?: string;
  issue?: string;
}

const readQueueSearch = (search: Record<string, unknown>): QueueSearch => ({
  task: readText(search.task),
  objects: readText(search.objects),
  issue: readText(search.issue),
});

interface EditTaskSearch extends TasksSearch {
  objects?: string;
  issue?: string;
}

/** The editor, which has the whole window. */
const editing = createRoute({
  getParentRoute: () => root,
  id: 'editing',
  beforeLoad: needsLogin,
  component: lazyRouteComponent(() => import('./editor/pages/EditorLayout'), 'EditorLayout'),
});

const editTask = createRoute({
  getParentRoute: () => editing,
  path: '/projects/$projectId/tasks/$taskId/edit',
  validateSearch: (search): EditTaskSearch => ({
    ...readTasksSearch(search),
    objects: readText(search.objects),
    issue: readText(search.issue),
  }),
  component: lazyRouteComponent(() => import('./editor/pages/EditTaskPage'), 'EditTaskPage'),
});

const label = createRoute({
  getParentRoute: () => editing,
  path: '/projects/$projectId/label',
  validateSearch: readQueueSearch,
  component: lazyRouteComponent(() => import('./editor/pages/LabelPage'), 'LabelPage'),
});

const review = createRoute({
  getParentRoute: () => editing,
  path: '/projects/$projectId/review',
  validateSearch: readQueueSearch,
  component: lazyRouteComponent(() => import('./editor/pages/ReviewPage'), 'ReviewPage'),
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/projects' });
  },
});

const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/account',
  component: lazyRouteComponent(() => import('./account/AccountPage'), 'AccountPage'),
});

const projects = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects',
  validateSearch: readProjectsSearch,
  component: lazyRouteComponent(() => import('./projects/ProjectsPage'), 'ProjectsPage'),
});

const project = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects/$projectId',
  component: lazyRouteComponent(() => import('./projects/ProjectLayout'), 'ProjectLayout'),
});

const overview = createRoute({
  getParentRoute: () => project,
  path: '/',
  component: lazyRouteComponent(() => import('./projects/OverviewPage'), 'OverviewPage'),
});

const tasks = createRoute({
  getParentRoute: () => project,
  path: '/tasks',
  validateSearch: readTasksSearch,
  component: lazyRouteComponent(() => import('./tasks/TasksPage'), 'TasksPage'),
});

const task = createRoute({
  getParentRoute: () => project,
  path: '/tasks/$taskId',
  validateSearch: readTasksSearch,
  component: lazyRouteComponent(() => import('./tasks/TaskPage'), 'TaskPage'),
});

const assets = createRoute({
  getParentRoute: () => project,
  path: '/assets',
  validateSearch: (search): { page?: number } => ({ page: readNumber(search.page, 2) }),
  component: lazyRouteComponent(() => import('./assets/AssetsPage'), 'AssetsPage'),
});

const exports = createRoute({
  getParentRoute: () => project,
  path: '/export',
  component: lazyRouteComponent(() => import('./exports/ExportPage'), 'ExportPage'),
});

const settings = createRoute({
  getParentRoute: () => project,
  path: '/settings',
  component: lazyRouteComponent(() => import('./projects/SettingsLayout'), 'SettingsLayout'),
});

const general = createRoute({
  getParentRoute: () => settings,
  path: '/',
  component: lazyRouteComponent(() => import('./projects/GeneralPage'), 'GeneralPage'),
});

const schema = createRoute({
  getParentRoute: () => settings,
  path: '/schema',
  component: lazyRouteComponent(() => import('./annotations/SchemaPage'), 'SchemaPage'),
});

const workflow = createRoute({
  getParentRoute: () => settings,
  path: '/workflow',
  component: lazyRouteComponent(() => import('./workflow/WorkflowPage'), 'WorkflowPage'),
});

const members = createRoute({
  getParentRoute: () => settings,
  path: '/members',
  component: lazyRouteComponent(() => import('./members/MembersPage'), 'MembersPage'),
});

const batches = createRoute({
  getParentRoute: () => settings,
  path: '/batches',
  component: lazyRouteComponent(() => import('./batches/BatchesPage'), 'BatchesPage'),
});

const projectPlugins = createRoute({
  getParentRoute: () => settings,
  path: '/plugins',
  validateSearch: (search): { run?: string } => ({ run: readText(search.run) }),
  component: lazyRouteComponent(() => import('./plugins/ProjectPluginsPage'), 'ProjectPluginsPage'),
});

const plugins = createRoute({
  getParentRoute: () => signedIn,
  path: '/plugins',
  validateSearch: (search): { tab?: 'directory' | 'development' } => ({
    tab: readOneOf(search.tab, ['directory', 'development']),
  }),
  component: lazyRouteComponent(() => import('./plugins/PluginsPage'), 'PluginsPage'),
});

const pluginSessions = createRoute({
  getParentRoute: () => signedIn,
  path: '/plugin-sessions',
  validateSearch: readSessionsSearch,
  component: lazyRouteComponent(() => import('./plugins/sessions/SessionsPage'), 'SessionsPage'),
});

const pluginSession = createRoute({
  getParentRoute: () => signedIn,
  path: '/plugin-sessions/$sessionId',
  component: lazyRouteComponent(() => import('./plugins/sessions/SessionPage'), 'SessionPage'),
});

const tree = root.addChildren([
  login,
  setPassword,
  signedIn.addChildren([
    home,
    account,
    projects,
    project.addChildren([
      overview,
      tasks,
      task,
      assets,
      exports,
      settings.addChildren([general, schema, workflow, members, batches, projectPlugins]),
    ]),
    plugins,
    pluginSessions,
    pluginSession,
  ]),
  editing.addChildren([editTask, label, review]),
]);

/** The app's pages, each loaded when it is first opened. */
export function createAppRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree: tree,
    history,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultErrorComponent: PageError,
    scrollRestoration: true,
  });
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}
