/** What the hand does on the picture, for the help; these stay as they are. */
export const gestures: readonly (readonly [label: string, hands: string])[] = [
  ['Select; draw with the tool', 'Click, drag'],
  ['Add to the selection, or take away', 'Shift + click'],
  ['What can be done with an object', 'Right click, long touch'],
  ['Questions of an object', 'Double click'],
  ['Zoom', 'Wheel, pinch'],
  ['Move the picture', 'Space + drag, middle button'],
  ['Move the picture where a pen is used', 'One finger'],
  ['Draw freely', 'Shift + move'],
  ['Draw without snapping', 'Ctrl while drawing'],
  ['Add a corner', 'Ctrl + click on an edge'],
  ['Take a corner away', 'Ctrl + right click'],
  ['Take back the last corner', 'Right click while drawing'],
  ['Size of the brush, tolerance', 'Shift + wheel'],
  ['Choose among objects on top of each other', 'Alt + wheel, click again'],
];
