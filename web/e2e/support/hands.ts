import { expect, type Page } from '@playwright/test';
import { pictureSize } from './api';
import { placeOf } from './editor';
import { classKey } from './toolSchema';

export type Place = readonly [x: number, y: number];

/** A switch of the tool in use, and the key that does the same. */
export interface Setting {
  readonly label: string;
  readonly key: string;
}

export const cut: Setting = { label: 'Cut', key: 'x' };
export const erase: Setting = { label: 'Erase', key: 'e' };
export const bucket: Setting = { label: 'Bucket', key: 'g' };
export const magnetic: Setting = { label: 'Magnetic', key: 'a' };

/** Draws, by whatever means; places are pixels of the picture. */
export interface Hand {
  choose(title: string): Promise<void>;
  set(setting: Setting): Promise<void>;
  click(...places: readonly Place[]): Promise<void>;
  /** Goes over a place without doing anything there. */
  hover(place: Place): Promise<void>;
  /** Pressed at the first place, let go at the last one. */
  stroke(...places: readonly Place[]): Promise<void>;
  finish(): Promise<void>;
  cancel(): Promise<void>;
}

const stepsOfStroke = 5;

export class Mouse implements Hand {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async choose(title: string): Promise<void> {
    const name = new RegExp(`^${title}`);
    await this.page.getByRole('list', { name: 'Classes' }).getByRole('button', { name }).click();
  }

  async set({ label }: Setting): Promise<void> {
    const bar = this.page.getByRole('toolbar', { name: 'Settings of the tool' });
    const choice = bar.getByRole('radiogroup').getByText(label, { exact: true });
    // What is seen of a switch lies over its input.
    await bar.getByRole('switch', { name: label, exact: true }).or(choice).click({ force: true });
  }

  async click(...places: readonly Place[]): Promise<void> {
    for (const place of places) {
      await this.hover(place);
      await this.page.mouse.down();
      await this.page.mouse.up();
    }
  }

  async hover([x, y]: Place, steps = 1): Promise<void> {
    const at = await placeOf(this.page, x, y);
    await this.page.mouse.move(at.x, at.y, { steps });
  }

  async stroke(first: Place, ...others: readonly Place[]): Promise<void> {
    await this.hover(first);
    await this.page.mouse.down();
    for (const place of others) {
      await this.hover(place, stepsOfStroke);
    }
    await this.page.mouse.up();
  }

  async finish(): Promise<void> {
    await this.page.keyboard.press('n');
  }

  async cancel(): Promise<void> {
    await this.page.keyboard.press('Escape');
  }
}

const steps = [
  ['Control+', 100],
  ['Shift+', 10],
  ['', 1],
] as const;

/** Moves the cursor that arrow keys move, and never touches the mouse. */
export class Keyboard implements Hand {
  private readonly page: Page;
  private at: Place | null = null;

  constructor(page: Page) {
    this.page = page;
  }

  async choose(title: string): Promise<void> {
    await this.page.keyboard.press(classKey(title));
    const name = new RegExp(`^${title}`);
    const button = this.page.getByRole('list', { name: 'Classes' }).getByRole('button', { name });
    await expect(button).toHaveAttribute('aria-pressed', 'true');
  }

  async set({ key }: Setting): Promise<void> {
    await this.page.keyboard.press(key);
  }

  async click(...places: readonly Place[]): Promise<void> {
    for (const place of places) {
      await this.hover(place);
      await this.page.keyboard.press('Enter');
    }
  }

  async hover([x, y]: Place): Promise<void> {
    if (this.at === null) {
      await this.page.keyboard.press('Alt+Shift+C');
      this.at = [pictureSize.width / 2, pictureSize.height / 2];
    }
    const [fromX, fromY] = this.at;
    await this.go(x - fromX, 'ArrowRight', 'ArrowLeft');
    await this.go(y - fromY, 'ArrowDown', 'ArrowUp');
    this.at = [x, y];
  }

  async stroke(first: Place, ...others: readonly Place[]): Promise<void> {
    await this.click(first);
    for (const place of others) {
      await this.hover(place);
    }
    await this.page.keyboard.press('Enter');
  }

  async finish(): Promise<void> {
    await this.page.keyboard.press('n');
  }

  async cancel(): Promise<void> {
    await this.page.keyboard.press('Escape');
  }

  private async go(distance: number, forth: string, back: string): Promise<void> {
    let left = Math.abs(distance);
    for (const [held, length] of steps) {
      for (; left >= length; left -= length) {
        await this.page.keyboard.press(held + (distance > 0 ? forth : back));
      }
    }
  }
}

export const hands: readonly (readonly [name: string, make: (page: Page) => Hand])[] = [
  ['mouse', (page) => new Mouse(page)],
  ['keyboard', (page) => new Keyboard(page)],
];
