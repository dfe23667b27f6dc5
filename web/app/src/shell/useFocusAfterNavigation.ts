import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/** Where the focused thing is gone with the page before, the new page takes the focus: keyboards and screen readers go on there. */
export function useFocusAfterNavigation(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', (event) => {
        if (event.fromLocation && event.pathChanged && document.activeElement === document.body) {
          document.getElementById('main')?.focus({ preventScroll: true });
        }
      }),
    [router],
  );
}
