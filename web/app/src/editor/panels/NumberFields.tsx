import { type MemberKey, type NumberName, numbersOf, setNumbers } from '@limn/editor';
import { NumberInput } from '@mantine/core';
import { useCanChange, useSession } from '../state/hooks';
import classes from './Inspector.module.css';

const names: Readonly<Record<NumberName, string>> = {
  x: 'X',
  y: 'Y',
  width: 'W',
  height: 'H',
  rotation: '°',
  radius: 'R',
  length: 'L',
  angle: '°',
};

const spoken: Readonly<Record<NumberName, string>> = {
  x: 'X',
  y: 'Y',
  width: 'Width',
  height: 'Height',
  rotation: 'Rotation',
  radius: 'Radius',
  length: 'Length',
  angle: 'Angle',
};

/** Where an object lies and how large it is, to be typed. */
export function NumberFields({ objectKey }: { objectKey: MemberKey }) {
  const { editor } = useSession();
  const canChange = useCanChange();
  const geometry = editor.scene.geometryOf(objectKey);
  if (!geometry) {
    return null;
  }
  const numbers = Object.entries(numbersOf(geometry)) as [NumberName, number][];
  return (
    <div className={classes.numbers} data-form>
      {numbers.map(([name, value]) => (
        <NumberInput
          key={name}
          size="xs"
          hideControls
          decimalScale={1}
          aria-label={spoken[name]}
          leftSection={names[name]}
          leftSectionWidth={24}
          disabled={!canChange || !editor.isEditable(objectKey)}
          value={value}
          onBlur={(event) => commit(name, event.currentTarget.value, value)}
          onKeyDown={(event) => event.key === 'Enter' && commit(name, event.currentTarget.value, value)}
        />
      ))}
    </div>
  );

  function commit(name: NumberName, text: string, before: number): void {
    const next = Number(text);
    if (text !== '' && Math.abs(next - before) >= 0.05) {
      setNumbers(editor, objectKey, { [name]: next });
    }
  }
}
