import { keyOf, type Member, type MemberKey } from './answer';
import type { DocumentStore } from './DocumentStore';
import type { Operation, SetOperation } from './operations';

/** What a review says about an object: `fixed` when the reviewer changed it himself. */
export type Verdict = 'accepted' | 'rejected' | 'fixed';

const verdicts: ReadonlySet<unknown> = new Set<Verdict>(['accepted', 'rejected', 'fixed']);

/** Fields of an object that say nothing about what is seen in the picture. */
const marks = new Set(['verdict', 'flagged', 'lock']);

/** What was said about an object; undefined as long as nobody has looked at it as it is now. */
export function verdictOf({ verdict }: Member): Verdict | undefined {
  return verdicts.has(verdict) ? (verdict as Verdict) : undefined;
}

/** Operations that give objects a verdict, where they have another one. */
export function verdictOperations(store: DocumentStore, keys: readonly MemberKey[], verdict: Verdict): Operation[] {
  return keys.flatMap((key): Operation[] => {
    const member = store.get('objects', key);
    return member && member.verdict !== verdict ? [setVerdict(key, verdict)] : [];
  });
}

/** Whether operations change verdicts and nothing else. */
export function isVerdictOnly(operations: readonly Operation[]): boolean {
  return operations.length > 0 && operations.every(isVerdict);
}

/** Whether an operation changes a verdict. */
export function isVerdict(operation: Operation): operation is SetOperation {
  return operation.kind === 'set' && operation.list === 'objects' && operation.field === 'verdict';
}

/** The same operations, followed by what they do to verdicts: an object that changed has the given one, or none any more. */
export function withVerdicts(
  store: DocumentStore,
  operations: readonly Operation[],
  verdict: Verdict | undefined,
): readonly Operation[] {
  const judged = new Set(operations.flatMap((one) => (isVerdict(one) ? one.key : [])));
  const gone = new Set(operations.flatMap((one) => (one.kind === 'remove' ? one.key : [])));
  const changed = new Set(
    operations.flatMap((one) => (one.kind === 'set' && one.list === 'objects' && !marks.has(one.field) ? one.key : [])),
  );
  const following = [...changed].flatMap((key): Operation[] => {
    const member = store.get('objects', key);
    const isSettled = !member || judged.has(key) || gone.has(key) || member.verdict === verdict;
    return isSettled ? [] : [setVerdict(keyOf(member), verdict)];
  });
  return following.length === 0 ? operations : [...operations, ...following];
}

function setVerdict(key: MemberKey, verdict: Verdict | undefined): Operation {
  return { kind: 'set', list: 'objects', key, field: 'verdict', ...(verdict === undefined ? {} : { value: verdict }) };
}
