import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../api/client';
import { confirm } from '../ui/confirm';
import { SecretField } from '../ui/SecretField';
import { Section } from '../ui/Section';
import { toast, toastError } from '../ui/toast';
import { sessionQuery, useAccount } from './session';

export function ApiKeySection() {
  const { hasApiKey } = useAccount();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries(sessionQuery);
  const create = useMutation({
    mutationFn: () => unwrap(api.POST('/v2/account/apiKey')),
    onSuccess: refresh,
    onError: (error) => toastError(error),
  });
  const revoke = useMutation({
    mutationFn: () => unwrap(api.DELETE('/v2/account/apiKey')),
    onSuccess: async () => {
      create.reset();
      await refresh();
      toast('The API key is revoked.');
    },
    onError: (error) => toastError(error),
  });

  function replace() {
    if (!hasApiKey) {
      create.mutate();
      return;
    }
    confirm({
      title: 'Make a new API key?',
      message: 'The present key stops working at once. Scripts that use it need the new one.',
      action: 'Make a new key',
      onConfirm: () => create.mutate(),
    });
  }

  return (
    <Section
      title="API key"
      description={
        <>
          Scripts send it in the header <code>apikey</code> and act in your name. There is one key per user.
        </>
      }
    >
      <Stack>
        {create.data ? (
          <Alert
            color="teal"
            variant="light"
            icon={<IconInfoCircle size={18} />}
            title="Copy the key now: it is shown this once."
          >
            <SecretField label="API key" value={create.data.apiKey} />
          </Alert>
        ) : (
          <Text>{hasApiKey ? 'You have a key. It cannot be shown again.' : 'You have no key yet.'}</Text>
        )}
        <Group gap="sm">
          <Button variant={hasApiKey ? 'default' : 'filled'} onClick={replace} loading={create.isPending}>
            {hasApiKey ? 'Make a new key' : 'Make an API key'}
          </Button>
          {hasApiKey && (
            <Button
              variant="subtle"
              color="red"
              loading={revoke.isPending}
              onClick={() =>
                confirm({
                  title: 'Revoke the API key?',
                  message: 'Scripts that use it are refused from then on.',
                  action: 'Revoke',
                  onConfirm: () => revoke.mutate(),
                })
              }
            >
              Revoke
            </Button>
          )}
        </Group>
      </Stack>
    </Section>
  );
}
