import type { components } from './schema';

/** The shapes of the API, by their names on the server. */
export type Schemas = components['schemas'];

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

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

export type PluginType = Schemas['PluginType'];

export type Plugin = Schemas['PluginReply'];

/** What the forms of a plugin hold. */
export type PluginInput = Pick<
  Plugin,
  | 'name'
  | 'description'
  | 'details'
  | 'bannerUrl'
  | 'type'
  | 'classNames'
  | 'public'
  | 'status'
  | 'defaultConfig'
  | 'connector'
> & { url: string | null };

export type Preset = Schemas['PresetReply'];

export type ProjectPlugin = Schemas['ProjectPluginReply'];

/** What the run dialog holds. */
export interface RunSettings {
  configJSON: string;
  stages: string[];
  batches: string[];
  sendEmail: boolean;
}

export type PluginSession = Schemas['PluginSessionReply'];

export type PluginSessionState = PluginSession['state'];

/** What changes while a run goes on, as the socket tells it. */
export type LiveSession = Pick<
  PluginSession,
  'state' | 'message' | 'progress' | 'dispatchedAt' | 'endedAt' | 'downloadUrl' | 'logCount' | 'droppedLogs'
>;

export type LogLine = Schemas['LogLineReply'];

export type LogLevel = LogLine['level'];

export type Notification = Schemas['NotificationReply'];
