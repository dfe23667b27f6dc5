import { chordText, type Platform } from '@limn/editor';

/** Whose keys this machine has. */
export const platform: Platform = /mac|iphone|ipad/i.test(navigator.platform) ? 'mac' : 'other';

/** A chord for people. */
export function keyText(chord: string): string {
  return chordText(chord, platform);
}
