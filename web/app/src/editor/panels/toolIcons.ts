import {
  IconArrowAutofitContent,
  IconArrowNarrowRight,
  IconBrush,
  IconBucketDroplet,
  IconCircle,
  IconCirclesRelation,
  IconCrop,
  IconHelp,
  IconLassoPolygon,
  IconMapPin,
  IconOval,
  IconPencil,
  IconPoint,
  IconPointer,
  IconPolygon,
  type IconProps,
  IconRotateRectangle,
  IconRuler2,
  IconSlice,
  IconSquare,
  IconTimeline,
  IconVectorSpline,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';

const icons: Readonly<Record<string, ComponentType<IconProps>>> = {
  select: IconPointer,
  'bounding-box': IconSquare,
  'rotated-bounding-box': IconRotateRectangle,
  polygon: IconPolygon,
  polyline: IconTimeline,
  point: IconPoint,
  spline: IconVectorSpline,
  circle: IconCircle,
  ellipse: IconOval,
  segmentation: IconLassoPolygon,
  brush: IconBrush,
  bucket: IconBucketDroplet,
  region: IconCrop,
  refine: IconArrowAutofitContent,
  slice: IconSlice,
  redraw: IconPencil,
  measure: IconRuler2,
  'one-to-one': IconArrowNarrowRight,
  single: IconArrowNarrowRight,
  group: IconCirclesRelation,
  issue: IconMapPin,
};

/** The icon of a tool, or of a kind of class. */
export function toolIcon(id: string): ComponentType<IconProps> {
  return icons[id] ?? IconHelp;
}
