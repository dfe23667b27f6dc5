/** The kinds of classes that a category schema can hold, with the names that people know them by. */
export const toolKinds = [
  { value: 'bounding-box', label: 'Bounding box' },
  { value: 'rotated-bounding-box', label: 'Rotated bounding box' },
  { value: 'polygon', label: 'Polygon' },
  { value: 'polyline', label: 'Polyline' },
  { value: 'point', label: 'Point' },
  { value: 'segmentation', label: 'Segmentation' },
  { value: 'brush', label: 'Brush' },
  { value: 'ner', label: 'Entity' },
  { value: 'pdf', label: 'PDF area' },
  { value: 'pct', label: 'Point cloud cuboid' },
  { value: 'spline', label: 'Spline' },
  { value: 'message', label: 'Message' },
  { value: 'medical-brush', label: 'Voxel brush' },
  { value: 'circle', label: 'Circle' },
  { value: 'angle', label: 'Angle' },
];

export const classificationKinds = [
  { value: 'radio', label: 'Single choice' },
  { value: 'checkbox', label: 'Multiple choice' },
  { value: 'single-dropdown', label: 'Single dropdown' },
  { value: 'multi-dropdown', label: 'Multiple dropdown' },
  { value: 'tree-dropdown', label: 'Tree dropdown' },
  { value: 'text', label: 'Text' },
  { value: 'boolean', label: 'Yes or no' },
  { value: 'rank', label: 'Ranking' },
  { value: 'instance', label: 'Instance' },
  { value: 'upload', label: 'Upload' },
];

export const relationKinds = [
  { value: 'one-to-one', label: 'One to one' },
  { value: 'one-to-many', label: 'One to many' },
  { value: 'group', label: 'Group' },
];

/** Kinds whose answers are chosen from options. */
export const choiceKinds = new Set(['radio', 'checkbox', 'single-dropdown', 'multi-dropdown', 'rank']);
