import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPath, formatJson, parseJson, parseJsonObject } from './jsonText';

describe('parseJson', () => {
  test.each([
    ['{"a": 1,}', 'Unexpected "}" at line 1, column 9.'],
    ['{\n  "a": 1\n  "b": 2\n}', 'Unexpected "\\"" at line 3, column 3.'],
    ['{"a": [1, 2}', 'Unexpected "}" at line 1, column 12.'],
    ['{"a": ', 'The text ends too early at line 1, column 7.'],
    ['', 'The text ends too early at line 1, column 1.'],
    ["{'a': 1}", 'Unexpected "\'" at line 1, column 2.'],
  ])('tells where %j is broken', (text, message) => {
    const parsed = parseJson(text);

    expect(parsed).toMatchObject({ ok: false, mistake: { message } });
  });

  test('reads whatever JSON writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const written = JSON.stringify(value);
        expect(parseJson(written)).toEqual({ ok: true, value: JSON.parse(written) });
      }),
    );
  });

  test('marks a place inside the text, whatever the text is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseJson(text);
        if (!parsed.ok) {
          expect(parsed.mistake.from).toBeGreaterThanOrEqual(0);
          expect(parsed.mistake.to).toBeLessThanOrEqual(text.length);
          expect(parsed.mistake.from).toBeLessThanOrEqual(parsed.mistake.to);
        }
      }),
    );
  });
});

test.each(['[]', '"text"', '1', 'null', 'true'])('a config that is %s is refused', (text) => {
  expect(parseJsonObject(text)).toMatchObject({
    ok: false,
    mistake: { message: expect.stringContaining('JSON object') },
  });
});

describe('formatJson', () => {
  test('lays JSON out', () => {
    expect(formatJson('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  });

  test('leaves what is broken as it is', () => {
    expect(formatJson('{"a":')).toBe('{"a":');
  });
});

describe('findPath', () => {
  const text = '{"tools": [{"title": "A"}, {"title": "B", "options": [1, {"value": true}]}]}';

  test.each([
    ['tools[1].title', '"B"'],
    ['tools[1].options[1].value', 'true'],
    ['tools[0]', '{"title": "A"}'],
    ['tools[0].color', '{"title": "A"}'],
    ['', text],
  ])('finds %s', (path, found) => {
    const { from, to } = findPath(text, path);

    expect(text.slice(from, to)).toBe(found);
  });
});
