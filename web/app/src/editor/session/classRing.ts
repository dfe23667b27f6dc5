import type { MemberList, SchemaClass } from '@limn/editor';
import type { EditorSession } from './EditorSession';

/** Classes around the pointer, to be chosen by moving towards one of them. */
export interface ClassRing {
  /** Its middle, in CSS pixels of the picture's area. */
  readonly x: number;
  readonly y: number;
  /** Clockwise from the top. */
  readonly classes: readonly SchemaClass[];
}

export const ringRadius = 96;
// So far the pointer must move to choose something.
const least = 28;
const most = 12;
const lists: readonly MemberList[] = ['objects', 'relations'];

/** Shows the ring around the pointer, moved so far that all of it is seen. Without a pointer on the picture there is none. */
export function openRing({ editor, pointer, ui }: EditorSession): false {
  const at = pointer.value;
  const classes = ringClasses(
    lists.flatMap((list) => editor.schema.classesOf(list)),
    editor.classId,
  );
  if (at !== null && classes.length > 1) {
    const { x, y } = editor.view.toScreen(at);
    const { width, height } = editor.view.size;
    ui.merge({ ring: { x: within(x, width), y: within(y, height), classes } });
  }
  return false;
}

/** Hides the ring and takes the class that the pointer is at; answers whether there was one. */
export function closeRing({ editor, pointer, ui }: EditorSession): boolean {
  const { ring } = ui.value;
  ui.merge({ ring: null });
  const at = pointer.value;
  const chosen = ring && at ? ringChoice(ring, editor.view.toScreen(at)) : null;
  return chosen !== null && editor.chooseClass(chosen.schemaId);
}

/** The class towards which a place lies from the middle of the ring; null near the middle. */
export function ringChoice({ x, y, classes }: ClassRing, at: { x: number; y: number }): SchemaClass | null {
  if (Math.hypot(at.x - x, at.y - y) < least) {
    return null;
  }
  const turn = (Math.atan2(at.x - x, y - at.y) / (2 * Math.PI) + 1) % 1;
  return classes[Math.round(turn * classes.length) % classes.length] ?? null;
}

/** Where a class of the ring is, from its middle. */
export function ringPlace(index: number, count: number): { x: number; y: number } {
  const angle = (2 * Math.PI * index) / count;
  return { x: ringRadius * Math.sin(angle), y: -ringRadius * Math.cos(angle) };
}

/** Of many classes those that follow the present one in the list. */
function ringClasses(all: readonly SchemaClass[], present: string | null): readonly SchemaClass[] {
  const usable = all.filter(({ disabled }) => !disabled);
  if (usable.length <= most) {
    return usable;
  }
  const at = Math.max(
    0,
    usable.findIndex(({ schemaId }) => schemaId === present),
  );
  return [...usable.slice(at), ...usable.slice(0, at)].slice(0, most);
}

function within(value: number, length: number): number {
  const margin = ringRadius + 40;
  return length < 2 * margin ? length / 2 : Math.min(length - margin, Math.max(margin, value));
}
