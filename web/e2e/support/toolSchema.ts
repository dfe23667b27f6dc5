type Class = Record<string, unknown>;

const member = (tool: string, title: string, color: string, more: Class = {}): Class => ({
  tool,
  title,
  color,
  schemaId: title.toLowerCase().replaceAll(' ', '-'),
  required: false,
  classifications: [],
  ...more,
});

const options = (...values: readonly string[]) => ({
  options: values.map((value) => ({ value, schemaId: value.toLowerCase() })),
});

const question = (tool: string, title: string, more: Class = {}) => member(tool, title, '#888888', more);

const tree = {
  treeOptions: [
    {
      title: 'Body',
      key: 'body',
      value: 'Body',
      children: [
        { title: 'Door', key: 'door', value: 'Door', children: [] },
        { title: 'Roof', key: 'roof', value: 'Roof', children: [] },
      ],
    },
  ],
};

/** One class for each thing that can be drawn, asked and joined in a picture, in the order of their keys. */
export const toolSchema = {
  tools: [
    member('bounding-box', 'Car', '#ff0000'),
    member('rotated-bounding-box', 'Sign', '#2196f3'),
    member('polygon', 'Road', '#4caf50'),
    member('polyline', 'Lane', '#ffeb3b'),
    member('point', 'Nose', '#e040fb'),
    member('spline', 'Rail', '#00bcd4'),
    member('circle', 'Wheel', '#795548'),
    member('ellipse', 'Plate', '#607d8b'),
    member('segmentation', 'Person', '#ff9800'),
    member('brush', 'Grass', '#00c853'),
    member('brush', 'Water', '#0091ea'),
  ],
  classifications: [],
  relations: [
    member('one-to-one', 'Near', '#d500f9'),
    member('one-to-many', 'Owns', '#6200ea'),
    member('group', 'Convoy', '#aa00ff'),
  ],
};

/** A box whose questions are of every kind; the second one is asked only of dented ones. */
export const questionSchema = {
  tools: [
    member('bounding-box', 'Car', '#ff0000', {
      classifications: [
        question('radio', 'State', {
          ...options('Whole', 'Dented'),
          classifications: [question('text', 'Where', { parentOptionId: 'dented' })],
        }),
      ],
    }),
  ],
  classifications: [
    question('radio', 'Weather', options('Sun', 'Rain')),
    question('checkbox', 'Seen', options('Cars', 'People', 'Signs')),
    question('single-dropdown', 'City', options('Berlin', 'Paris')),
    question('multi-dropdown', 'Lights', options('Red', 'Amber', 'Green')),
    question('tree-dropdown', 'Part', tree),
    question('text', 'Remark'),
    question('text', 'Story', { richText: true }),
    question('boolean', 'Blurred'),
    question('rank', 'Order', options('First', 'Second', 'Third')),
    question('text', 'Plate', { multiple: true }),
    question('instance', 'Culprit'),
  ],
  relations: [],
};

/** The key by which a class of the tool schema is chosen: digits in the order of the list, then with Shift. */
export function classKey(title: string): string {
  const at = [...toolSchema.tools, ...toolSchema.relations].findIndex((one) => one.title === title);
  return at < 9 ? `${at + 1}` : at === 9 ? '0' : `Shift+Digit${at - 9}`;
}
