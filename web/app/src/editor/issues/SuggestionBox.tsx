import type { Operation } from '@limn/editor';
import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { formatPlural } from '../../ui/format';
import { toastError } from '../../ui/toast';
import { useSession, useVersion } from '../state/hooks';
import { decideSuggestion, suggestionOf } from './decideSuggestion';
import classes from './Issues.module.css';
import type { Issue } from './issuePlace';
import { suggestedShapes } from './suggestedShapes';

/** The edit that an issue suggests: shown on the picture, taken as one step, or declined. */
export function SuggestionBox({ issue }: { issue: Issue }) {
  const operations = useMemo(() => suggestionOf(issue), [issue]);
  return operations.length === 0 ? null : <Suggestion issue={issue} operations={operations} />;
}

function Suggestion({ issue, operations }: { issue: Issue; operations: readonly Operation[] }) {
  const session = useSession();
  const { model, editor } = session;
  const version = useVersion(model.store);
  const isUndecided = issue.suggestion === null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the objects may have changed meanwhile
  useEffect(() => {
    if (!isUndecided) {
      return undefined;
    }
    editor.setGhosts('suggestion', suggestedShapes(editor, operations));
    return () => editor.setGhosts('suggestion', []);
  }, [editor, operations, isUndecided, version]);
  const decide = useMutation({
    mutationFn: (isAccepted: boolean) => decideSuggestion(session, issue, isAccepted),
    onError: (error) => toastError(error),
  });
  return (
    <div className={classes.suggestion}>
      <Text size="sm" fw={600}>
        Suggested edit
      </Text>
      <Text size="xs" c="dimmed">
        {formatPlural(operations.length, 'change')}
        {isUndecided ? ', dashed on the picture.' : ` · ${issue.suggestion === 'Accepted' ? 'accepted' : 'declined'}`}
      </Text>
      {isUndecided && (
        <Group gap="xs" mt={6}>
          <Button
            size="compact-sm"
            disabled={!model.canChange}
            loading={decide.isPending}
            onClick={() => decide.mutate(true)}
          >
            Accept
          </Button>
          <Button size="compact-sm" variant="default" disabled={decide.isPending} onClick={() => decide.mutate(false)}>
            Decline
          </Button>
        </Group>
      )}
    </div>
  );
}
