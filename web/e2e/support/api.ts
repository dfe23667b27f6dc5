import { type APIRequestContext, expect, request } from '@playwright/test';
import { type Color, png } from './png';
import { apiKey } from './settings';

type Body = Record<string, unknown>;

/** A picture of a test project: its name, and the objects that are already drawn on it. */
export interface Picture {
  name: string;
  objects?: Body[];
  /** Plain unless told. */
  bytes?: Buffer;
  size?: { width: number; height: number };
  /** Where the picture lies if it is not uploaded. */
  address?: string;
}

export const pictureSize = { width: 320, height: 240 };
export const ground: Color = [40, 60, 90];

const tool = (kind: string, title: string, color: string) => ({
  tool: kind,
  title,
  color,
  schemaId: title.toLowerCase().replaceAll(' ', '-'),
  required: false,
  columnField: false,
  shortcutKey: '',
  classifications: [],
  options: [],
});

/** One class of each kind that a picture shows. */
export const schema = {
  tools: [
    tool('bounding-box', 'Car', '#ff0000'),
    tool('rotated-bounding-box', 'Sign', '#2196f3'),
    tool('polygon', 'Road', '#4caf50'),
    tool('segmentation', 'Person', '#ff9800'),
    tool('polyline', 'Lane', '#ffeb3b'),
    tool('point', 'Nose', '#e040fb'),
  ],
  classifications: [],
  relations: [],
};

/** The default workflow, but one person may do all of it. */
const stages = [
  { id: 'Start', type: 'Start', name: 'Start', next: ['Label'], autoForward: true, position: { x: 0, y: 0 } },
  { id: 'Label', type: 'Label', name: 'Label', next: ['Review'], assignedTo: [], position: { x: 300, y: 0 } },
  {
    id: 'Review',
    type: 'Review',
    name: 'Review',
    next: ['Complete', 'Label'],
    assignedTo: [],
    preventSelfReview: false,
    position: { x: 600, y: 0 },
  },
  { id: 'Complete', type: 'Complete', name: 'Complete', position: { x: 900, y: 0 } },
];

/** Prepares what tests look at, as a script would: with the administrator's API key. */
export class Api {
  private readonly context: APIRequestContext;

  private constructor(context: APIRequestContext) {
    this.context = context;
  }

  static async open(baseURL: string): Promise<Api> {
    return new Api(await request.newContext({ baseURL, extraHTTPHeaders: { apikey: apiKey } }));
  }

  close(): Promise<void> {
    return this.context.dispose();
  }

  async get<TData>(path: string): Promise<TData> {
    return this.read(await this.context.get(path));
  }

  async post<TData>(path: string, data: Body = {}): Promise<TData> {
    return this.read(await this.context.post(path, { data }));
  }

  async download(address: string): Promise<Buffer> {
    const answer = await this.context.get(address);
    expect(answer.ok(), address).toBe(true);
    return answer.body();
  }

  /** Sends the bytes of a file to an address that the server gave for it. */
  async put(address: string, data: Buffer): Promise<void> {
    expect((await this.context.put(address, { data })).ok()).toBe(true);
  }

  /** A project with pictures; the objects on them stand in the stage Complete. */
  async createProject(name: string, pictures: readonly Picture[] = [], change: Body = {}): Promise<string> {
    const { project } = await this.post<{ project: { _id: string } }>('/v2/project', {
      name,
      categorySchema: schema,
      stages,
      ...change,
    });
    if (pictures.length > 0) {
      await this.addPictures(project._id, pictures);
    }
    return project._id;
  }

  private async addPictures(projectId: string, pictures: readonly Picture[]): Promise<void> {
    const plain = png(pictureSize.width, pictureSize.height, () => ground);
    const assets = [];
    for (const { name, bytes = plain, size = pictureSize, address } of pictures) {
      if (address !== undefined) {
        assets.push({ data: address, externalId: name, metadata: size });
        continue;
      }
      const { uploadUrl } = await this.get<{ uploadUrl: string }>(
        `/v2/getUploadUrl?name=${encodeURIComponent(name)}&project=${projectId}&type=assets`,
      );
      await this.put(uploadUrl, bytes);
      assets.push({ data: uploadUrl.split('?')[0], externalId: name, metadata: size });
    }
    await this.post(`/v2/project/${projectId}/cloud`, { assets, uploadLocal: 'true' });
    await this.annotate(projectId, pictures);
  }

  private async annotate(projectId: string, pictures: readonly Picture[]): Promise<void> {
    const { tasks } = await this.get<{ tasks: { _id: string; externalId: string }[] }>(
      `/v2/project/${projectId}/tasks?limit=1000`,
    );
    for (const task of tasks) {
      const objects = pictures.find((picture) => picture.name === task.externalId)?.objects;
      if (objects) {
        const answer = { objects, classifications: [], relations: [] };
        await this.post(`/v2/annotate/${task._id}?nextStage=true`, { answer });
        await this.post(`/v2/review/${task._id}`, { reviewStatus: 'Accepted' });
      }
    }
  }

  private async read<TData>(answer: Awaited<ReturnType<APIRequestContext['get']>>): Promise<TData> {
    expect(answer.ok(), `${answer.url()} ${await answer.text()}`).toBe(true);
    return ((await answer.json()) as { data: TData }).data;
  }
}
