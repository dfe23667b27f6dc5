import { PasswordInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';

/** What a form with a new password holds. */
export interface NewPassword {
  password: string;
  repeated: string;
}

const shortest = 10;

/** The server demands the same; here the answer comes while typing. */
export const newPasswordRules = {
  password: (value: string) => (value.length < shortest ? `A password has at least ${shortest} characters.` : null),
  repeated: (value: string, values: NewPassword) => (value === values.password ? null : 'The passwords differ.'),
};

// biome-ignore lint/suspicious/noExplicitAny: the library's forms are invariant in their values; only these two fields are used
export function NewPasswordFields({ form }: { form: UseFormReturnType<any> }) {
  return (
    <>
      <PasswordInput
        label="New password"
        description={`At least ${shortest} characters`}
        autoComplete="new-password"
        required
        {...form.getInputProps('password')}
      />
      <PasswordInput label="Repeat it" autoComplete="new-password" required {...form.getInputProps('repeated')} />
    </>
  );
}
