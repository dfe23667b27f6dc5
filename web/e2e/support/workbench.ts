import { expect, type Page } from '@playwright/test';
import type { Api, Picture } from './api';
import { openEditor } from './editor';
import { scene } from './scene';
import { unique } from './test';
import { unzip } from './unzip';

type Json = Record<string, unknown>;

export interface Answer {
  readonly tools: readonly Json[];
  readonly classifications: readonly Json[];
  readonly relations: readonly Json[];
}

interface Setup {
  readonly schema: Json;
  /** What is drawn already. */
  readonly answer?: Partial<Answer>;
  /** Settings of tools that somebody chose in this browser before. */
  readonly options?: Json;
  readonly pictures?: readonly Picture[];
}

interface Task {
  readonly answer: Answer;
  readonly brushDataUrl: string | null;
}

/** A project with pictures, whose first task is open in the editor. */
export class Workbench {
  readonly projectId: string;
  readonly taskId: string;
  private readonly page: Page;
  private readonly api: Api;

  private constructor(page: Page, api: Api, projectId: string, taskId: string) {
    this.page = page;
    this.api = api;
    this.projectId = projectId;
    this.taskId = taskId;
  }

  static async open(page: Page, api: Api, setup: Setup): Promise<Workbench> {
    const bench = await Workbench.prepare(page, api, setup);
    await bench.go();
    return bench;
  }

  /** Makes the project and does not open it yet. */
  static async prepare(page: Page, api: Api, { schema, answer, options, pictures }: Setup): Promise<Workbench> {
    const assets = pictures ?? [{ name: 'scene.png', bytes: scene() }];
    const projectId = await api.createProject(unique('Bench'), assets, { categorySchema: schema });
    const { tasks } = await api.get<{ tasks: { _id: string }[] }>(`/v2/project/${projectId}/tasks?limit=1000`);
    const taskId = tasks[0]?._id ?? '';
    if (answer) {
      await api.post(`/v2/annotate/${taskId}`, {
        answer: { tools: [], classifications: [], relations: [], ...answer },
      });
    }
    if (options) {
      await page.addInitScript((text) => localStorage.setItem('limn.editor.tools', text), JSON.stringify(options));
    }
    return new Workbench(page, api, projectId, taskId);
  }

  async go(): Promise<void> {
    await this.page.goto(this.address);
    await openEditor(this.page);
  }

  get address(): string {
    return `/projects/${this.projectId}/tasks/${this.taskId}/edit`;
  }

  async task(): Promise<Task> {
    return (await this.api.get<{ task: Task }>(`/v2/task/${this.taskId}`)).task;
  }

  async answer(): Promise<Answer> {
    return (await this.task()).answer;
  }

  /** What the export of the project has of the task. */
  async exported(): Promise<Task & Answer> {
    const { exportPath } = await this.api.get<{ exportPath: string }>(`/v2/export?project=${this.projectId}`);
    const [file] = unzip(await this.api.download(exportPath));
    const records = JSON.parse(file?.content.toString('utf8') ?? '') as { task: Task & Answer & { taskId: string } }[];
    const record = records.find(({ task }) => task.taskId === this.taskId);
    if (!record) {
      throw new Error('The export lacks the task.');
    }
    return record.task;
  }

  /** Waits until the editor says that the server has everything. */
  async saved(): Promise<void> {
    await expect(this.badge).toHaveAttribute('data-state', 'saved');
  }

  get badge() {
    return this.page.getByRole('banner').locator('[data-state]');
  }

  async reload(): Promise<void> {
    await this.saved();
    await this.page.reload();
    await openEditor(this.page);
  }
}

/** Reads the picture of a painted mask: for each pixel its colour as #rrggbb, or nothing. */
export async function maskColors(page: Page, address: string): Promise<(x: number, y: number) => string> {
  const { width, colors } = await page.evaluate(async (url) => {
    const bitmap = await createImageBitmap(await (await fetch(url)).blob());
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const { data } = context?.getImageData(0, 0, bitmap.width, bitmap.height) ?? { data: [] };
    const hex = (value = 0) => value.toString(16).padStart(2, '0');
    const all = [];
    for (let at = 0; at < data.length; at += 4) {
      all.push(data[at + 3] === 0 ? '' : `#${hex(data[at])}${hex(data[at + 1])}${hex(data[at + 2])}`);
    }
    return { width: bitmap.width, colors: all };
  }, address);
  return (x, y) => colors[y * width + x] ?? '';
}

/** A member without what is made by chance or by the clock, which must be there all the same. */
export function told(members: readonly Json[]): Json[] {
  return members.map(({ objectId, metadata, ...rest }) => {
    expect(objectId).toMatch(/^\w+$/);
    expect(metadata).toMatchObject({ createdBy: 'admin@localhost' });
    return rest;
  });
}
