import { DocumentStore, EditorModel, type Member, type Operation } from '@limn/editor';
import { expect, test, vi } from 'vitest';
import type { EditorSession } from '../session/EditorSession';
import { SuggestionDraft } from './SuggestionDraft';

const car: Member = { objectId: 'a', schemaId: 'car', 'bounding-box': { x: 0, y: 0, width: 9, height: 9 } };
const flag = (key: string): Operation => ({ kind: 'set', list: 'objects', key, field: 'flagged', value: true });

test('a suggestion is made without a trace, even by who may only read', () => {
  const { session, model, calls } = sessionOf();
  const suggestion = new SuggestionDraft(session);
  suggestion.begin();
  expect(suggestion.hasChanges).toBe(false);
  model.commit('Flag', [flag('a')]);
  model.commit('Remove', [{ kind: 'remove', list: 'objects', key: 'b' }]);
  expect(suggestion.hasChanges).toBe(true);
  const operations = suggestion.end();
  expect(operations).toEqual([
    { kind: 'remove', list: 'objects', key: 'b' },
    { kind: 'set', list: 'objects', key: 'a', field: 'flagged', value: true },
  ]);
  expect(model.store.members('objects')).toEqual([car, { ...car, objectId: 'b' }]);
  expect(model.rights.mode).toBe('readonly');
  expect(model.redo()).toBe(false);
  expect(calls).toEqual(['hold', 'release']);
});

test('a suggestion is taken back even when the task was lost meanwhile', () => {
  const { session, model } = sessionOf();
  const suggestion = new SuggestionDraft(session);
  suggestion.begin();
  model.commit('Flag', [flag('a')]);
  model.rights = { ...model.rights, frozen: 'Somebody else has it.' };
  suggestion.end();
  expect(model.store.get('objects', 'a')).toEqual(car);
  expect(model.rights).toMatchObject({ mode: 'readonly', frozen: 'Somebody else has it.' });
  expect(suggestion.end()).toEqual([]);
});

function sessionOf() {
  const store = new DocumentStore({ objects: [car, { ...car, objectId: 'b' }], classifications: [], relations: [] });
  const model = new EditorModel({
    store,
    schema: { tools: [{ tool: 'bounding-box', title: 'Car', schemaId: 'car' }], classifications: [], relations: [] },
    rights: { mode: 'readonly', mayEditInReview: false, mayUnlock: false },
  });
  const calls: string[] = [];
  const sync = { hold: () => calls.push('hold'), release: () => calls.push('release') };
  const editor = { abort: vi.fn(), refresh: vi.fn() };
  return { session: { model, sync, editor } as unknown as EditorSession, model, calls };
}
