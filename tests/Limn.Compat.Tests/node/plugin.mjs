// An export plugin with the official client: connects, answers runs with a zip of one CSV of boxes.
// HOST, PLUGIN_ID and PLUGIN_SECRET come from the environment; it ends when standard input closes.
import { io } from 'socket.io-client';
import { unzipSync, zipSync, strFromU8, strToU8 } from 'fflate';

const { HOST: host, PLUGIN_ID: id, PLUGIN_SECRET: secret } = process.env;
const socket = io(`${host}/plugin`, { transports: ['websocket'] });

socket.on('connect', () => {
  socket.emit('heartbeat', { id, secret });
  console.log('connected');
});
setInterval(() => socket.emit('heartbeat', { id, secret }), 60_000).unref();
socket.on('plugin', async (data, acknowledge) => {
  try {
    await run(data);
  } catch (error) {
    log(data, 'ERROR', String(error));
    socket.emit('response', { error: true, session: data.session });
  }
  acknowledge?.();
});
process.stdin.on('end', () => process.exit(0)).resume();

async function run(data) {
  log(data, 'INFO', 'Plugin session is started!');
  const api = (path) => call(data.apiKey, path);
  const { exportPath } = await api(`/v2/export?project=${data.projectId}&format=ndjson&type=task&taskTypes=["default"]&doNotNotify=true`);
  const zip = unzipSync(new Uint8Array(await (await fetch(exportPath)).arrayBuffer()));
  const records = strFromU8(Object.values(zip)[0]).split('\n').filter((line) => line.trim()).map((line) => JSON.parse(line));
  const rows = ['externalId,title,x,y,width,height'];
  for (const record of records) {
    for (const tool of record.task.tools) {
      const { x, y, width, height } = tool['bounding-box'];
      rows.push([record.externalId, tool.title, x, y, width, height].join(','));
    }
  }
  log(data, 'INFO', `Assets Processed: [${records.length}/${records.length}]`);

  const name = `${data.projectId}.zip`;
  const { uploadUrl } = await api(`/v2/getUploadUrl?name=${name}&project=${data.projectId}&type=exports`);
  const { signedUrl } = await api(`/v2/getSignedUrl?name=${uploadUrl}&project=${data.projectId}&type=exports`);
  const response = await fetch(uploadUrl, { method: 'PUT', body: zipSync({ 'boxes.csv': strToU8(rows.join('\r\n')) }) });
  if (!response.ok) throw new Error(`upload answered ${response.status}`);
  socket.emit('response', { export: true, response: signedUrl, session: data.session });
}

async function call(apikey, path) {
  const response = await fetch(host + path, { headers: { apikey } });
  const body = await response.json();
  if (!response.ok) throw new Error(body.message);
  return body.data;
}

function log(data, level, msg) {
  socket.emit('log', { level, msg, organization: data.orgId, pluginId: id, runBy: data.runBy, session: data.session });
}
