import type { MemberList } from '../model/answer';
import type { IndexedClass } from '../model/schema/SchemaIndex';
import { BoxTool } from './box/BoxTool';
import { BrushTool } from './brush/BrushTool';
import { BucketTool } from './brush/BucketTool';
import type { Editor } from './Editor';
import { IssueTool } from './issue/IssueTool';
import { MeasureTool } from './measure/MeasureTool';
import type { ToolOptions } from './options';
import { PointTool } from './point/PointTool';
import { PolygonTool } from './polygon/PolygonTool';
import { PolylineTool } from './polyline/PolylineTool';
import { RedrawTool } from './redraw/RedrawTool';
import { RefineTool } from './refine/RefineTool';
import { RegionTool } from './region/RegionTool';
import { GroupTool } from './relation/GroupTool';
import { RelationTool } from './relation/RelationTool';
import { RotatedBoxTool } from './rotatedBox/RotatedBoxTool';
import { CircleTool } from './round/CircleTool';
import { EllipseTool } from './round/EllipseTool';
import { SegmentationTool } from './segmentation/SegmentationTool';
import { SelectTool } from './select/SelectTool';
import { SliceTool } from './slice/SliceTool';
import { SplineTool } from './spline/SplineTool';
import type { Tool } from './Tool';
import type { ToolId } from './toolIds';

/** What the shell shows of a tool. */
export interface ToolDescription {
  readonly id: ToolId;
  readonly label: string;
  /** Name of the icon. */
  readonly icon: string;
  /** Settings that the options bar shows while the tool is in use. */
  readonly options: readonly (keyof ToolOptions)[];
  /** Whether it needs a class: such tools are chosen by their classes. */
  readonly needsClass: boolean;
  /** Whether it shows first what it is going to do, and does it when it is told so. */
  readonly hasPreview?: boolean;
}

interface Entry extends Omit<ToolDescription, 'id'> {
  readonly make: (editor: Editor) => Tool;
}

const SNAPS = ['snapping', 'snapKinds', 'gridStep'] as const;

const entries: Readonly<Record<ToolId, Entry>> = {
  select: {
    label: 'Select',
    icon: 'pointer',
    options: ['snapping', 'topology'],
    needsClass: false,
    make: (editor) => new SelectTool(editor),
  },
  'bounding-box': {
    label: 'Bounding box',
    icon: 'box',
    options: ['boxBy', ...SNAPS],
    needsClass: true,
    make: (editor) => new BoxTool(editor),
  },
  'rotated-bounding-box': {
    label: 'Rotated box',
    icon: 'rotated-box',
    options: ['rotatedBoxBy', ...SNAPS],
    needsClass: true,
    make: (editor) => new RotatedBoxTool(editor),
  },
  polygon: {
    label: 'Polygon',
    icon: 'polygon',
    options: ['lasso', 'scissors', ...SNAPS],
    needsClass: true,
    make: (editor) => new PolygonTool(editor),
  },
  polyline: {
    label: 'Polyline',
    icon: 'polyline',
    options: ['lasso', ...SNAPS],
    needsClass: true,
    make: (editor) => new PolylineTool(editor),
  },
  point: {
    label: 'Point',
    icon: 'point',
    options: SNAPS,
    needsClass: true,
    make: (editor) => new PointTool(editor),
  },
  spline: {
    label: 'Spline',
    icon: 'spline',
    options: ['closedSpline', ...SNAPS],
    needsClass: true,
    make: (editor) => new SplineTool(editor),
  },
  circle: {
    label: 'Circle',
    icon: 'circle',
    options: ['circleBy', ...SNAPS],
    needsClass: true,
    make: (editor) => new CircleTool(editor),
  },
  ellipse: {
    label: 'Ellipse',
    icon: 'ellipse',
    options: SNAPS,
    needsClass: true,
    make: (editor) => new EllipseTool(editor),
  },
  segmentation: {
    label: 'Segmentation',
    icon: 'segmentation',
    options: ['scissors', 'overwrite'],
    needsClass: true,
    make: (editor) => new SegmentationTool(editor),
  },
  brush: {
    label: 'Brush',
    icon: 'brush',
    options: ['brushSize', 'brushShape', 'eraser', 'overwrite', 'pressure', 'stickyStroke'],
    needsClass: true,
    make: (editor) => new BrushTool(editor),
  },
  bucket: {
    label: 'Bucket',
    icon: 'bucket',
    options: ['tolerance', 'contiguous', 'eraser', 'overwrite'],
    needsClass: true,
    hasPreview: true,
    make: (editor) => new BucketTool(editor),
  },
  region: {
    label: 'Region of interest',
    icon: 'region',
    options: ['lasso'],
    needsClass: false,
    make: (editor) => new RegionTool(editor),
  },
  slice: {
    label: 'Slice',
    icon: 'slice',
    options: SNAPS,
    needsClass: false,
    make: (editor) => new SliceTool(editor),
  },
  redraw: {
    label: 'Redraw a part',
    icon: 'redraw',
    options: ['lasso', ...SNAPS],
    needsClass: false,
    make: (editor) => new RedrawTool(editor),
  },
  refine: {
    label: 'Grow, shrink, smooth',
    icon: 'refine',
    options: ['refineBy', 'refineSize'],
    needsClass: false,
    hasPreview: true,
    make: (editor) => new RefineTool(editor),
  },
  measure: {
    label: 'Measure',
    icon: 'ruler',
    options: ['measureAs', ...SNAPS],
    needsClass: false,
    make: (editor) => new MeasureTool(editor),
  },
  'one-to-one': {
    label: 'Relation',
    icon: 'arrow',
    options: [],
    needsClass: true,
    make: (editor) => new RelationTool(editor),
  },
  group: {
    label: 'Group',
    icon: 'group',
    options: [],
    needsClass: true,
    make: (editor) => new GroupTool(editor),
  },
  issue: {
    label: 'Issue',
    icon: 'pin',
    options: [],
    needsClass: false,
    make: (editor) => new IssueTool(editor),
  },
};

/** Every tool, in the order of the toolbar. */
export const TOOLS: readonly ToolDescription[] = Object.entries(entries).map(([id, { make: _, ...description }]) => ({
  id: id as ToolId,
  ...description,
}));

export const makeTool = (id: ToolId, editor: Editor): Tool => entries[id].make(editor);

/** The tool that draws members of a kind of class; the bucket stays when a brush class is chosen for it. */
export function toolFor(list: MemberList, kind: string, current: ToolId): ToolId | null {
  if (list === 'relations') return kind === 'group' ? 'group' : 'one-to-one';
  if (list !== 'objects' || !isToolId(kind) || !entries[kind].needsClass) return null;
  return kind === 'brush' && current === 'bucket' ? 'bucket' : kind;
}

/** Whether a class is one that a tool draws. */
export function draws(id: ToolId, { list, schemaClass, parent }: IndexedClass): boolean {
  return parent === undefined && schemaClass.disabled !== true && toolFor(list, schemaClass.tool, id) === id;
}

export const isToolId = (id: string): id is ToolId => Object.hasOwn(entries, id);

export const needsClass = (id: ToolId): boolean => entries[id].needsClass;
