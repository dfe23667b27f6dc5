import { Avatar, Button, Group, Select, Stack, Table, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconUserPlus } from '@tabler/icons-react';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { useAccount } from '../account/session';
import { api, unwrap } from '../api/client';
import type { Member, OrganizationUser, ProjectRole } from '../api/types';
import { useProject } from '../projects/project';
import { useShowProject } from '../projects/queries';
import { Section } from '../ui/Section';
import { toast, toastError } from '../ui/toast';

const roles: { value: ProjectRole; label: string }[] = [
  { value: 'Labeler', label: 'Labeler' },
  { value: 'Reviewer', label: 'Reviewer' },
  { value: 'Lead', label: 'Lead' },
  { value: 'Manager', label: 'Manager' },
];

const usersQuery = (organizationId: string) =>
  queryOptions({
    queryKey: ['organization', organizationId, 'users'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v2/organization/{organizationId}/users', { params: { path: { organizationId } }, signal })),
  });

/** Who works on the project, and in which role. */
export function MembersPage() {
  const project = useProject();
  const account = useAccount();
  const users = useQuery(usersQuery(account.organization?.id ?? project.organization));
  const assign = useAssign(project._id);
  const byEmail = new Map(users.data?.users.map((user) => [user.email, user]));
  const others = (users.data?.users ?? []).filter(
    (user) => !project.assignedTo.some((member) => member.assignee === user.email),
  );
  return (
    <Section
      title="Members"
      description="Labelers label, reviewers also review, leads also assign tasks and members, managers may do everything. Administrators of the organization act as managers without being listed."
    >
      <Stack>
        <AddMember users={others} onAdd={(member) => assign.mutate(member)} isPending={assign.isPending} />
        {project.assignedTo.length === 0 ? (
          <Text c="dimmed">Nobody is assigned yet.</Text>
        ) : (
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Person</Table.Th>
                <Table.Th w={180}>Role</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {project.assignedTo.map((member) => (
                <MemberRow
                  key={member.assignee}
                  member={member}
                  name={byEmail.get(member.assignee)?.name}
                  onChange={(role) => assign.mutate({ ...member, role })}
                />
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Stack>
    </Section>
  );
}

function useAssign(projectId: string) {
  const show = useShowProject();
  return useMutation({
    mutationFn: ({ assignee, role }: Member) =>
      unwrap(
        api.POST('/v2/project/{projectId}/assigned', {
          params: { path: { projectId } },
          body: { assignees: [assignee], role },
        }),
      ),
    onSuccess: ({ project }, { assignee, role }) => {
      show(project);
      toast(`${assignee} is ${role} of this project.`);
    },
    onError: (error) => toastError(error),
  });
}

interface AddMemberProps {
  users: OrganizationUser[];
  onAdd: (member: Member) => void;
  isPending: boolean;
}

function AddMember({ users, onAdd, isPending }: AddMemberProps) {
  const form = useForm<{ assignee: string | null; role: ProjectRole }>({
    initialValues: { assignee: null, role: 'Labeler' },
    validate: { assignee: (value) => (value === null ? 'Choose somebody.' : null) },
  });
  return (
    <form
      onSubmit={form.onSubmit(({ assignee, role }) => {
        if (assignee !== null) {
          onAdd({ assignee, role });
          form.reset();
        }
      })}
    >
      <Group align="flex-start" gap="sm">
        <Select
          label="Person"
          placeholder="Somebody of the organization"
          searchable
          nothingFoundMessage="Nobody else in the organization"
          data={users.map((user) => ({ value: user.email, label: `${user.name} (${user.email})` }))}
          flex="1 1 16rem"
          maw={420}
          {...form.getInputProps('assignee')}
        />
        <Select label="Role" data={roles} allowDeselect={false} w={150} {...form.getInputProps('role')} />
        <Button type="submit" mt={24} leftSection={<IconUserPlus size={16} />} loading={isPending}>
          Add
        </Button>
      </Group>
    </form>
  );
}

interface MemberRowProps {
  member: Member;
  name: string | undefined;
  onChange: (role: ProjectRole) => void;
}

function MemberRow({ member, name, onChange }: MemberRowProps) {
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="sm" wrap="nowrap">
          <Avatar name={name ?? member.assignee} color="teal" size={30} />
          <Stack gap={0} miw={0}>
            <Text fw={500} truncate>
              {name ?? member.assignee}
            </Text>
            {name && (
              <Text c="dimmed" size="sm" truncate>
                {member.assignee}
              </Text>
            )}
          </Stack>
        </Group>
      </Table.Td>
      <Table.Td>
        <Select
          aria-label={`Role of ${member.assignee}`}
          data={roles}
          value={member.role}
          allowDeselect={false}
          onChange={(role) => role && onChange(role as ProjectRole)}
        />
      </Table.Td>
    </Table.Tr>
  );
}
