export * from './model/answer';
