export interface Attachment {
  readonly type: 'IMAGE' | 'VIDEO' | 'TEXT';
  /** An address; of a text the text. */
  readonly value: string;
}

const types: readonly unknown[] = ['IMAGE', 'VIDEO', 'TEXT'];

/** Reads what an asset has with it; what does not fit, and addresses that are none of a file, are left out. */
export function attachmentsOf(value: unknown): readonly Attachment[] {
  return Array.isArray(value) ? value.filter(isAttachment) : [];
}

function isAttachment(entry: unknown): entry is Attachment {
  if (typeof entry !== 'object' || entry === null) {
    return false;
  }
  const { type, value } = entry as Record<string, unknown>;
  return (
    types.includes(type) && typeof value === 'string' && (type === 'TEXT' || /^(https?:\/\/|\/(?!\/))/.test(value))
  );
}
