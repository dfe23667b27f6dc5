import { Alert, Button, List, Modal, type ModalProps, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { FormEvent, ReactNode } from 'react';
import { ApiError, messageOf } from '../api/ApiError';
import { DialogFooter } from './DialogFooter';

interface FormDialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  /** The button's text: the verb of what will happen. */
  action: string;
  isPending: boolean;
  /** Why the last try failed; null when it did not. */
  error: unknown;
  size?: ModalProps['size'];
  children: ReactNode;
}

/** A form in a dialog. What is wrong is said where the person looks, and nothing typed is lost. */
export function FormDialog({
  title,
  isOpen,
  onClose,
  onSubmit,
  action,
  isPending,
  error,
  size,
  children,
}: FormDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} size={size ?? 'md'}>
      <form onSubmit={onSubmit}>
        <Stack>
          {children}
          {error !== null && <FormError error={error} />}
          <DialogFooter>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={isPending}>
              {action}
            </Button>
          </DialogFooter>
        </Stack>
      </form>
    </Modal>
  );
}

/** Why something was refused, with every problem that the server named. */
export function FormError({ error }: { error: unknown }) {
  const problems = error instanceof ApiError ? error.problems : [];
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={messageOf(error)} role="alert">
      {problems.length > 0 && (
        <List size="sm" spacing={2}>
          {problems.map((problem) => (
            <List.Item key={`${problem.path} ${problem.message}`}>
              <code>{problem.path}</code> {problem.message}
            </List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
