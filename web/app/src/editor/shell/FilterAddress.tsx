import { objectFilter } from '@limn/editor';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useCell, useSession } from '../state/hooks';

const pause = 300;

/** Keeps the filter of the objects in the address, so that a reload and a link have it, and hides what does not pass. */
export function FilterAddress() {
  const { ui, model, issues } = useSession();
  const { filter } = useCell(ui);
  const { list } = useCell(issues.state);
  const { objects: address = '' } = useSearch({ strict: false });
  const navigate = useNavigate();
  const seen = useRef('');
  useEffect(() => {
    if (address !== seen.current) {
      seen.current = address;
      ui.merge({ filter: address });
    }
  }, [address, ui]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: issues come and go
  useEffect(
    () => model.visibility.filter(objectFilter(filter, { schema: model.schema, hasIssue: (id) => issues.hasOpen(id) })),
    [filter, model, issues, list],
  );
  useEffect(() => {
    if (filter === seen.current) {
      return undefined;
    }
    const timer = setTimeout(() => {
      seen.current = filter;
      void navigate({
        to: '.',
        search: (before) => ({ ...before, objects: filter === '' ? undefined : filter }),
        replace: true,
      });
    }, pause);
    return () => clearTimeout(timer);
  }, [filter, navigate]);
  return null;
}
