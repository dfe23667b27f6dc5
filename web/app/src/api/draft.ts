import type {
  LogLine,
  Notification,
  Plugin,
  PluginInput,
  PluginSession,
  Preset,
  ProjectPlugin,
  RunSettings,
  ServerInfo,
} from './types';

type Given<TKey extends string, TValue> = [TValue] extends [undefined]
  ? { [K in TKey]?: never }
  : { [K in TKey]: TValue };

interface Call<TPath, TQuery, TBody, TData> {
  parameters: Given<'path', TPath> & { query?: TQuery; header?: never; cookie?: never };
  requestBody?: [TBody] extends [undefined] ? never : { content: { 'application/json': TBody } };
  responses: {
    200: { headers: Record<string, unknown>; content: { 'application/json': { status: string; data: TData } } };
  };
}

type Message = { message: string };
type InProject = { projectId: string };
type Paging = { page?: number; limit?: number; sort?: string };
type PluginId = { pluginId: string };
type SessionId = { sessionId: string };
type PresetInput = { name: string; configJSON: string; stage: string[]; batches: string[] };

/** Routes of the documented API that the generated types do not hold yet. */
export interface DraftPaths {
  '/v2/server': { get: Call<undefined, undefined, undefined, ServerInfo> };
  '/v2/notifications': {
    get: Call<
      undefined,
      { before?: string; limit?: number },
      undefined,
      { notifications: Notification[]; unread: number }
    >;
  };
  '/v2/notifications/read': { post: Call<undefined, undefined, { ids: string[] } | { all: true }, Message> };
  '/v2/plugins': {
    get: Call<undefined, { scope: string }, undefined, { plugins: Plugin[] }>;
    post: Call<undefined, undefined, PluginInput, { plugin: Plugin; secret: string }>;
  };
  '/v2/plugins/{pluginId}': {
    get: Call<PluginId, undefined, undefined, { plugin: Plugin }>;
    patch: Call<PluginId, undefined, Partial<PluginInput>, { plugin: Plugin }>;
    delete: Call<PluginId, undefined, undefined, Message>;
  };
  '/v2/plugins/{pluginId}/secret': {
    get: Call<PluginId, undefined, undefined, { secret: string }>;
    post: Call<PluginId, undefined, undefined, { secret: string }>;
  };
  '/v2/plugins/{pluginId}/install': {
    post: Call<PluginId, undefined, { grants?: undefined }, { plugin: Plugin }>;
    delete: Call<PluginId, undefined, undefined, Message>;
  };
  '/v2/project/{projectId}/plugins': { get: Call<InProject, undefined, undefined, { plugins: ProjectPlugin[] }> };
  '/v2/project/{projectId}/plugins/{pluginId}/run': {
    post: Call<InProject & PluginId, undefined, RunSettings, { session: PluginSession }>;
  };
  '/v2/project/{projectId}/plugins/{pluginId}/presets': {
    post: Call<InProject & PluginId, undefined, PresetInput, { preset: Preset }>;
  };
  '/v2/project/{projectId}/plugins/{pluginId}/presets/{presetId}': {
    post: Call<InProject & PluginId & { presetId: string }, undefined, PresetInput, { preset: Preset }>;
    delete: Call<InProject & PluginId & { presetId: string }, undefined, undefined, Message>;
  };
  '/v2/pluginSessions': {
    get: Call<
      undefined,
      Paging & { project?: string; plugin?: string; state?: string },
      undefined,
      { sessions: PluginSession[]; total: number }
    >;
  };
  '/v2/pluginSessions/{sessionId}': { get: Call<SessionId, undefined, undefined, { session: PluginSession }> };
  '/v2/pluginSessions/{sessionId}/logs': {
    get: Call<SessionId, { after?: number; limit?: number }, undefined, { logs: LogLine[] }>;
  };
  '/v2/pluginSessions/{sessionId}/runAgain': {
    post: Call<SessionId, undefined, undefined, { session: PluginSession }>;
  };
  '/v2/pluginSessions/{sessionId}/cancel': { post: Call<SessionId, undefined, undefined, { session: PluginSession }> };
}
