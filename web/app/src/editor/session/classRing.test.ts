import { expect, test } from 'vitest';
import { type ClassRing, ringChoice, ringPlace } from './classRing';

const classes = ['Car', 'Road', 'Sign', 'Lane'].map((title) => ({ schemaId: title, title, tool: 'point' }));
const ring: ClassRing = { x: 200, y: 200, classes };

test.each(classes.map((one, index) => ({ title: one.title, index })))(
  'moving towards $title takes it',
  ({ title, index }) => {
    const { x, y } = ringPlace(index, classes.length);
    expect(ringChoice(ring, { x: 200 + x, y: 200 + y })?.title).toBe(title);
    expect(ringChoice(ring, { x: 200 + 0.4 * x, y: 200 + 0.4 * y })?.title).toBe(title);
  },
);

test('near the middle nothing is chosen', () => {
  expect(ringChoice(ring, { x: 210, y: 190 })).toBeNull();
});
