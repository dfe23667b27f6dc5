import { expect, test } from 'vitest';
import type { CategorySchema } from '../../api/types';
import { describeAnswers } from './describeAnswers';

const schema: CategorySchema = {
  tools: [],
  classifications: [
    {
      tool: 'radio',
      title: 'Type',
      schemaId: 'type',
      options: [{ value: 'Other', schemaId: 'o1' }],
      classifications: [{ tool: 'text', title: 'Which', schemaId: 'which' }],
    },
    { tool: 'checkbox', title: 'Tags', schemaId: 'tags', options: [{ value: 'Rain', schemaId: 't1' }] },
  ],
  relations: [],
};

test('ids of options become their texts, imported texts stay, nested answers follow', () => {
  const described = describeAnswers(
    [
      { schemaId: 'type', answer: 'o1', classifications: [{ schemaId: 'which', answer: 'Tram' }] },
      { schemaId: 'tags', answer: ['t1', 'Fog'] },
      { schemaId: 'gone', title: 'Former', answer: true },
    ],
    schema,
  );

  expect(described.map(({ title, answer }) => `${title}: ${answer}`)).toEqual([
    'Type: Other',
    'Which: Tram',
    'Tags: Rain, Fog',
    'Former: Yes',
  ]);
});
