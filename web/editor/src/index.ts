export * from './model/answer';
export * from './model/brush/BrushMasks';
export * from './model/brush/runs';
export * from './model/changes';
export * from './model/DocumentStore';
export * from './model/ids';
export * from './model/operations';
