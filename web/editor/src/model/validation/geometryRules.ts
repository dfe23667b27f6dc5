import type { Member } from '../answer';
import type { SchemaClass } from '../schema/schemaTypes';
import type { Problem } from './problems';
import { placeOf } from './questionRules';
import { type Shape, shapeOf } from './shapes';

/** Width and height of a picture in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

const tolerance = 1e-6;

/** The rules of size and place that one object can break alone. */
export function checkGeometry(schemaClass: SchemaClass, member: Member, picture: PictureSize | undefined): Problem[] {
  const shape = shapeOf(member);
  if (!shape) {
    return [];
  }
  const { schemaId, title } = schemaClass;
  const broken: [Problem['code'], string][] = [...checkSize(schemaClass, shape)];
  if (schemaClass.insideImage && picture && !isInside(shape, picture)) {
    broken.push(['insideImage', `"${title}" must lie within the picture.`]);
  }
  return broken.map(([code, message]) => ({ code, schemaId, ...placeOf(member), message }));
}

function* checkSize({ title, ...least }: SchemaClass, { size, area }: Shape): Generator<[Problem['code'], string]> {
  const { minWidth = 0, minHeight = 0, minArea = 0 } = least;
  if (size && size.width < minWidth - tolerance) {
    yield ['minWidth', `"${title}" must be at least ${minWidth} pixels wide.`];
  }
  if (size && size.height < minHeight - tolerance) {
    yield ['minHeight', `"${title}" must be at least ${minHeight} pixels high.`];
  }
  if (area !== undefined && area < minArea - tolerance) {
    yield ['minArea', `"${title}" must cover at least ${minArea} square pixels.`];
  }
}

function isInside({ bounds: { minX, minY, maxX, maxY } }: Shape, { width, height }: PictureSize): boolean {
  return Math.min(minX, minY) >= -tolerance && maxX <= width + tolerance && maxY <= height + tolerance;
}
