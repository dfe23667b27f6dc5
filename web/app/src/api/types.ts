import type { components } from './schema';

/** The shapes of the API, by their names on the server. */
export type Schemas = components['schemas'];

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface ServerInfo {
  version: string;
  /** Whether the server can send e-mail. */
  mail: boolean;
}

export type ProjectRole = Schemas['ProjectRole'];

export type ProjectSummary = Schemas['ProjectSummary'];

/** A stage of the workflow; further keys depend on its type. */
export interface Stage {
  id: string;
  type: string;
  name: string;
  next?: string[];
  position?: { x: number; y: number };
  assignedTo?: string[];
  [key: string]: unknown;
}

export type Batch = Schemas['BatchReply'];

export type Member = Schemas['AssigneeReply'];

export interface OptionClass {
  value: string;
  schemaId: string;
}

/** A class of the category schema: a tool, a classification or a relation. */
export interface SchemaClass {
  tool: string;
  title: string;
  schemaId: string;
  color?: string;
  required?: boolean;
  shortcutKey?: string;
  multiple?: boolean;
  parentOptionId?: string | null;
  options?: OptionClass[];
  classifications?: SchemaClass[];
  [key: string]: unknown;
}

export interface CategorySchema {
  tools: SchemaClass[];
  classifications: SchemaClass[];
  relations: SchemaClass[];
}

/** A project; its schema and workflow, which the API keeps as they were sent, have the forms that the server checks. */
export type Project = Omit<Schemas['ProjectReply'], 'categorySchema' | 'stages'> & {
  categorySchema: CategorySchema;
  stages: Stage[];
};

export type StageStatistics = Schemas['StageStatistics'];

export type ProjectStatistics = Schemas['StatisticsReply'];

export type TaskRow = Schemas['TaskReply'];

/** A nested answer: of an object, of a task, or of another answer. */
export interface Classification {
  schemaId: string;
  objectId?: string;
  title?: string;
  answer: unknown;
  classifications?: Classification[];
}

/** An object of an answer: common fields and one key with the geometry, named like its tool. */
export interface AnswerObject {
  objectId: string;
  schemaId: string;
  title?: string;
  page?: number;
  classifications?: Classification[];
  [geometry: string]: unknown;
}

export interface Answer {
  tools: AnswerObject[];
  classifications: Classification[];
  relations: { objectId: string; schemaId: string; from?: string; to?: string; group?: string[]; title?: string }[];
}

/** A task with its answer, whose form the server checks. */
export type Task = Omit<TaskRow, 'answer'> & { answer: Answer };

export type Asset = Schemas['AssetReply'];

/** An asset to be made. */
export type NewAsset = Schemas['AssetRequest'];

export type OrganizationUser = Schemas['UserReply'];

export type Job = Schemas['JobReply'];

export type ExportOptions = Schemas['ExportRequest'];

/** A finished export, with the options that it was made with. */
export type FinishedExport = Omit<Schemas['ExportReply'], 'options'> & { options: ExportOptions };

export type PluginType = 'Export' | 'Model' | 'BatchModel' | 'FileExplorer' | 'Markdown' | 'Input';

/** What only the owners of a plugin see. */
export interface PluginDevelopment {
  url: string | null;
  connections: { address: string; connectedAt: string }[];
  lastHeartbeatAt: string | null;
  secretRotatedAt: string;
  previousSecretUntil: string | null;
  refusedCount: number;
  lastRefusedAt: string | null;
  lastRefusedFrom: string | null;
}

export interface Plugin {
  _id: string;
  name: string;
  description: string;
  details: string;
  bannerUrl: string;
  type: PluginType;
  classNames: string[];
  public: boolean;
  status: 'unlisted' | 'listed';
  defaultConfig: string;
  connector: 'WS' | 'REST';
  organization: string;
  organizationName: string;
  builtIn: string | null;
  live: boolean;
  connections: number;
  installed: boolean;
  withdrawn: boolean;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
  development?: PluginDevelopment;
}

export interface PluginInput {
  name: string;
  description: string;
  details: string;
  bannerUrl: string;
  type: PluginType;
  classNames: string[];
  public: boolean;
  status: 'unlisted' | 'listed';
  defaultConfig: string;
  connector: 'WS' | 'REST';
  url: string | null;
}

export interface Preset {
  _id: string;
  name: string;
  configJSON: string;
  stage: string[];
  batches: string[];
  createdBy: string;
  updatedAt: string;
}

export interface ProjectPlugin {
  plugin: Plugin;
  presets: Preset[];
  lastConfigJSON: string | null;
}

export interface RunSettings {
  configJSON: string;
  stages: string[];
  batches: string[];
  sendEmail: boolean;
}

export type PluginSessionState =
  | 'Queued'
  | 'Dispatched'
  | 'Running'
  | 'Orphaned'
  | 'Succeeded'
  | 'Failed'
  | 'TimedOut'
  | 'Cancelled';

/** What changes while a run goes on. */
export interface LiveSession {
  state: PluginSessionState;
  message: string | null;
  progress: { done: number; total: number } | null;
  dispatchedAt: string | null;
  endedAt: string | null;
  downloadUrl: string | null;
  logCount: number;
  droppedLogs: number;
}

export interface PluginSession extends LiveSession {
  _id: string;
  plugin: string;
  pluginName: string;
  pluginType: PluginType;
  project: string;
  projectName: string;
  runBy: string;
  /** Only where one run is asked for. */
  input?: { configJSON: string; stage: string[]; batches: string[] };
  fileName: string | null;
  fileSize: number | null;
  createdAt: string;
}

export type LogLevel = 'Debug' | 'Info' | 'Warning' | 'Error';

export interface LogLine {
  seq: number;
  receivedAt: string;
  level: LogLevel;
  msg: string;
}

export interface Notification {
  id: string;
  kind: string;
  title: string;
  message: string;
  link: string | null;
  downloadUrl: string | null;
  projectId: string | null;
  createdAt: string;
  readAt: string | null;
}
