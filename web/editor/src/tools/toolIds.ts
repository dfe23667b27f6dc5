/** Names of the tools; those that draw objects of a kind are called like the kind. */
export type ToolId =
  | 'select'
  | 'bounding-box'
  | 'rotated-bounding-box'
  | 'polygon'
  | 'polyline'
  | 'point'
  | 'spline'
  | 'circle'
  | 'ellipse'
  | 'segmentation'
  | 'region'
  | 'slice'
  | 'redraw'
  | 'measure'
  | 'one-to-one'
  | 'group'
  | 'issue';
