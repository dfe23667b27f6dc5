import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type RouterHistory, RouterProvider } from '@tanstack/react-router';
import { nonce } from './nonce';
import { createQueryClient } from './queryClient';
import { type AppRouter, createAppRouter } from './routes';
import { colorVariables, theme } from './theme';

/** What the pages share. */
export interface AppState {
  queryClient: QueryClient;
  router: AppRouter;
}

/** Joins the queries and the router: where a session has ended, the login comes, and leads back. */
export function createAppState(history?: RouterHistory): AppState {
  const queryClient = createQueryClient(() => {
    const { href, pathname } = router.state.location;
    if (pathname !== '/login') {
      queryClient.clear();
      void router.navigate({ to: '/login', search: { next: href } });
    }
  });
  const router = createAppRouter(queryClient, history);
  return { queryClient, router };
}

export function App({ queryClient, router }: AppState) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={colorVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-right" limit={4} />
        <ModalsProvider>
          <RouterProvider router={router} />
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
