import type { CategorySchema } from '../model/schema/schemaTypes';

/** A schema with a class of each kind that the samples of the model use. */
export const sampleSchema: CategorySchema = {
  tools: [
    { schemaId: 'car', title: 'Car', tool: 'bounding-box', color: '#e03131' },
    { schemaId: 'lock', title: 'Lock', tool: 'brush', color: '#1971c2' },
    { schemaId: 'lane', title: 'Lane', tool: 'polyline' },
    { schemaId: 'old', title: 'Old', tool: 'bounding-box', disabled: true },
    { schemaId: 'few', title: 'Few', tool: 'bounding-box', maxCount: 2 },
  ],
  classifications: [
    { schemaId: 'weather', title: 'Weather', tool: 'radio', options: [{ value: 'Sun', schemaId: 'sun' }] },
  ],
  relations: [
    { schemaId: 'next', title: 'Next', tool: 'one-to-one' },
    { schemaId: 'team', title: 'Team', tool: 'group' },
  ],
};
