import { formatDuration } from '../../ui/format';
import { Copy } from '../../ui/SecretField';
import { Time } from '../../ui/Time';
import { stageName } from '../../workflow/stages';
import { useSession } from '../state/hooks';
import { Panel } from './Panel';
import classes from './TaskInfo.module.css';

/** What is known about the task and its asset. */
export function TaskInfo() {
  const { task, project, editor } = useSession();
  const rows: readonly [string, React.ReactNode][] = [
    ['External id', task.externalId],
    ['Stage', stageName(project.stages, task.stage)],
    ['Assignee', task.assignee ?? 'Nobody'],
    ['Size', `${editor.picture.width} × ${editor.picture.height}`],
    ['Time in this stage', formatDuration(task.duration)],
    ['Created', <Time key="created" value={task.createdAt} />],
  ];
  return (
    <Panel title="Task" isTall>
      <dl className={classes.list}>
        {rows.map(([name, value]) => (
          <div key={name} className={classes.row}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <Id name="Task id" value={task._id} />
        <Id name="Asset id" value={task.asset._id} />
      </dl>
    </Panel>
  );
}

function Id({ name, value }: { name: string; value: string }) {
  return (
    <div className={classes.row}>
      <dt>{name}</dt>
      <dd className={classes.id}>
        <span className="mono">{value.slice(0, 8)}…</span>
        <Copy value={value} name={name.toLowerCase()} size={24} />
      </dd>
    </div>
  );
}
