import type { CategorySchema, SchemaClass } from '../model/schema/schemaTypes';

const tool = (kind: string, color: string, more: Partial<SchemaClass> = {}): SchemaClass => ({
  schemaId: kind,
  title: `A ${kind}`,
  tool: kind,
  color,
  ...more,
});

/** A class for each kind of tool, called like the kind. */
export const toolSchema: CategorySchema = {
  tools: [
    tool('bounding-box', '#e03131'),
    tool('rotated-bounding-box', '#c2255c'),
    tool('polygon', '#9c36b5'),
    tool('polyline', '#6741d9'),
    tool('point', '#3b5bdb'),
    tool('spline', '#1971c2'),
    tool('circle', '#0c8599'),
    tool('ellipse', '#099268'),
    tool('segmentation', '#2f9e44'),
    tool('brush', '#66a80f'),
    tool('brush', '#f08c00', { schemaId: 'brush-2', title: 'Another brush' }),
    tool('polygon', '#e8590c', { schemaId: 'road', title: 'Road', noOverlapWith: ['road', 'polygon'] }),
    tool('bounding-box', '#343a40', { schemaId: 'old', title: 'Old', disabled: true }),
    tool('bounding-box', '#868e96', { schemaId: 'large', title: 'Large', minWidth: 50, minHeight: 50 }),
  ],
  classifications: [],
  relations: [
    tool('one-to-one', '#ff0000'),
    tool('group', '#00ff00'),
    tool('one-to-many', '#0000ff', { schemaId: 'many', title: 'Many' }),
  ],
};
