import type { Operation } from '@limn/editor';
import { ApiError } from '../../api/ApiError';
import { api, unwrap } from '../../api/client';
import type { Schemas } from '../../api/types';
import { Cell } from '../state/Cell';
import { type Issue, type IssuePlace, writePosition } from './issuePlace';

export interface IssuesState {
  /** In the order in which they were opened. */
  readonly list: readonly Issue[];
  readonly isRead: boolean;
  /** Why they could not be read; null when they could. */
  readonly error: unknown;
}

/** Which issues the list and the picture show. */
export interface IssueFilter {
  readonly status: 'open' | 'resolved' | 'all';
  /** Only those that somebody opened, has to deal with, or is mentioned in. */
  readonly isMine: boolean;
  readonly hasPins: boolean;
}

/** What somebody writes. */
export interface Message {
  readonly content: string;
  /** E-mails. */
  readonly contentMentions: readonly string[];
}

/** The threads on a task. */
export class TaskIssues {
  readonly state = new Cell<IssuesState>({ list: [], isRead: false, error: null });
  readonly filter = new Cell<IssueFilter>({ status: 'open', isMine: false, hasPins: true });
  /** The issue whose thread is open. */
  readonly open = new Cell<string | null>(null);
  /** What the issue that is being written is about; null while none is written. */
  readonly draft = new Cell<IssuePlace | null>(null);
  /** What was written of it. */
  readonly draftText = new Cell('');
  private readonly task: { readonly _id: string; readonly project: string };
  private readonly email: string;

  constructor(task: { readonly _id: string; readonly project: string }, email: string) {
    this.task = task;
    this.email = email;
  }

  /** Reads all issues of the task again. */
  async read(): Promise<void> {
    const { _id, project } = this.task;
    try {
      const query = { project, labelTask: _id };
      const { issues } = await unwrap(api.GET('/v2/issues', { params: { query } }));
      this.state.set({ list: issues.toReversed(), isRead: true, error: null });
    } catch (error) {
      this.state.merge({ isRead: true, error });
    }
  }

  get(id: string): Issue | undefined {
    return this.state.value.list.find((issue) => issue._id === id);
  }

  /** The number of an issue in its task, from 1. */
  numberOf(id: string): number {
    return this.state.value.list.findIndex((issue) => issue._id === id) + 1;
  }

  get openCount(): number {
    return this.state.value.list.filter(isOpen).length;
  }

  /** What the filter lets through. */
  get shown(): readonly Issue[] {
    const { status, isMine } = this.filter.value;
    return this.state.value.list.filter(
      (issue) => (status === 'all' || isOpen(issue) === (status === 'open')) && (!isMine || this.concernsMe(issue)),
    );
  }

  hasOpen(objectId: string): boolean {
    return this.countOpen(objectId) > 0;
  }

  countOpen(objectId: string): number {
    return this.state.value.list.filter((issue) => issue.objectId === objectId && isOpen(issue)).length;
  }

  /** The open issue after the one whose thread is open, or the first; undefined when there is none. */
  next(): Issue | undefined {
    const { list } = this.state.value;
    const at = list.findIndex((issue) => issue._id === this.open.value);
    return [...list.slice(at + 1), ...list.slice(0, at + 1)].find(isOpen);
  }

  /** Opens an issue, perhaps with an edit that whoever labels may accept. */
  async create(
    message: Message,
    place: IssuePlace,
    page?: number,
    suggestion: readonly Operation[] = [],
  ): Promise<Issue> {
    const body = {
      ...message,
      labelTask: this.task._id,
      ...(page === undefined || place.kind === 'task' ? {} : { page }),
      ...(place.kind === 'point' ? { position: writePosition(place.point) } : {}),
      ...(place.kind === 'object' ? { objectId: place.objectId } : {}),
      ...(suggestion.length > 0 ? { suggestedEdit: suggestion } : {}),
    };
    return this.keep(unwrap(api.POST('/v2/issues', { body })));
  }

  change(id: string, change: Schemas['EditIssueRequest']): Promise<Issue> {
    return this.keep(unwrap(api.POST('/v2/issues/{issueId}', { params: { path: { issueId: id } }, body: change })));
  }

  reply(id: string, message: Message): Promise<Issue> {
    const params = { path: { issueId: id } };
    return this.keep(unwrap(api.POST('/v2/issues/{issueId}/comment', { params, body: message })));
  }

  editReply(id: string, commentId: string, message: Message): Promise<Issue> {
    const params = { path: { issueId: id, commentId } };
    return this.keep(unwrap(api.POST('/v2/issues/{issueId}/comment/{commentId}', { params, body: message })));
  }

  async removeReply(id: string, commentId: string): Promise<void> {
    const params = { path: { issueId: id, commentId } };
    await unwrap(api.DELETE('/v2/issues/{issueId}/comment/{commentId}', { params }));
    await this.read();
  }

  async remove(id: string): Promise<void> {
    const params = { path: { issueId: id }, query: { project: this.task.project } };
    await unwrap(api.DELETE('/v2/issues/{issueId}', { params }));
    if (this.open.value === id) {
      this.open.set(null);
    }
    await this.read();
  }

  /** Shows what the server answered in place of what was known, or what is there after it refused. */
  private async keep(reply: Promise<{ issue: Issue }>): Promise<Issue> {
    try {
      const { issue } = await reply;
      const { list } = this.state.value;
      const isKnown = list.some((other) => other._id === issue._id);
      this.state.merge({
        list: isKnown ? list.map((other) => (other._id === issue._id ? issue : other)) : [...list, issue],
      });
      return issue;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) {
        void this.read();
      }
      throw error;
    }
  }

  private concernsMe({ createdBy, assignee, contentMentions, comments }: Issue): boolean {
    const mentions = [contentMentions, ...comments.map((comment) => comment.contentMentions)].flat();
    return [createdBy, assignee, ...mentions.map(({ userEmail }) => userEmail)].includes(this.email);
  }
}

export function isOpen({ status }: Pick<Issue, 'status'>): boolean {
  return status === 'Open';
}
