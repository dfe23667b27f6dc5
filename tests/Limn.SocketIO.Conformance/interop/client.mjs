// Does with the real socket.io-client what the named scenario says, and fails with a stack if anything differs.
import assert from "node:assert/strict";
import { io } from "socket.io-client";

const url = process.env.LIMN_SOCKETIO_URL;
const [scenario] = process.argv.slice(2);

const open = (namespace, options) => io(url + namespace, { forceNew: true, reconnection: false, ...options });
const once = (emitter, name) => new Promise((resolve) => emitter.once(name, (...args) => resolve(args)));

async function connected(namespace, options) {
  const socket = open(namespace, options);
  await new Promise((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  return socket;
}

/** Acks both ways, binary both ways, and broadcast, on whatever transport. */
async function exchange(socket) {
  const blob = Buffer.from([0, 1, 2, 255]);
  const [echoed, bytes] = await socket.emitWithAck("echo", { text: "grüße", list: [1, 2.5, null] }, blob);
  assert.deepEqual(echoed, { text: "grüße", list: [1, 2.5, null] });
  assert.deepEqual(Buffer.from(bytes), blob);

  const question = new Promise((resolve) => {
    socket.once("question", (number, binary, answer) => {
      answer(number + 1, binary);
      resolve();
    });
  });
  const [sum, returned] = await socket.emitWithAck("ask-me", 41);
  await question;
  assert.equal(sum, 42);
  assert.deepEqual(Buffer.from(returned), Buffer.from([7, 8, 9]));

  const numbers = [];
  socket.on("number", (number) => numbers.push(number));
  await socket.emitWithAck("count", 200);
  assert.deepEqual(numbers, Array.from({ length: 200 }, (_, i) => i));
}

const scenarios = {
  async polling() {
    const socket = await connected("/", { transports: ["polling"] });
    assert.equal(socket.io.engine.transport.name, "polling");
    await exchange(socket);
    socket.disconnect();
  },

  async websocket() {
    const socket = await connected("/", { transports: ["websocket"] });
    assert.equal(socket.io.engine.transport.name, "websocket");
    await exchange(socket);
    socket.disconnect();
  },

  async upgrade() {
    const socket = open("/", { transports: ["polling", "websocket"] });
    const upgraded = new Promise((resolve) => socket.io.once("open", () => socket.io.engine.once("upgrade", resolve)));
    const answers = [];
    await once(socket, "connect");
    // Traffic goes on during the upgrade; nothing is lost or reordered.
    const asked = Array.from({ length: 500 }, (_, i) => socket.emitWithAck("echo", i).then(([n]) => answers.push(n)));
    await upgraded;
    await Promise.all(asked);
    assert.deepEqual(answers, Array.from({ length: 500 }, (_, i) => i));
    assert.equal(socket.io.engine.transport.name, "websocket");
    await exchange(socket);
    socket.disconnect();
  },

  async namespaces() {
    const main = open("/", { transports: ["websocket"], forceNew: false });
    const custom = main.io.socket("/custom", { auth: { token: "abc" } });
    custom.connect();
    await once(main, "connect");
    const [auth] = await once(custom, "auth");
    assert.deepEqual(auth, { token: "abc" });
    const refused = main.io.socket("/refused");
    refused.connect();
    const [error] = await once(refused, "connect_error");
    assert.equal(error.message, "Not today");
    assert.deepEqual(error.data, { code: 7 });
    const unknown = main.io.socket("/unknown");
    unknown.connect();
    assert.equal((await once(unknown, "connect_error"))[0].message, "Invalid namespace");
    custom.disconnect();
    assert.deepEqual(await main.emitWithAck("echo", 1), [1]);
    main.disconnect();
  },

  async reasons() {
    const put = await connected("/", { transports: ["websocket"] });
    const putOut = once(put, "disconnect");
    put.emit("put-me-out");
    assert.equal((await putOut)[0], "io server disconnect");
    put.io.engine.close();

    const own = await connected("/", { transports: ["polling"] });
    const left = once(own, "disconnect");
    own.disconnect();
    assert.equal((await left)[0], "io client disconnect");

    const closed = await connected("/", { transports: ["polling"] });
    const closing = once(closed, "disconnect");
    closed.emit("close-me");
    assert.equal((await closing)[0], "io server disconnect");

    const broken = await connected("/", { transports: ["websocket"] });
    const cut = once(broken, "disconnect");
    broken.io.engine.send("no packet");
    assert.equal((await cut)[0], "transport close");
  },

  async reconnect() {
    const socket = await connected("/", { transports: ["websocket"], reconnection: true, reconnectionDelay: 10 });
    const first = socket.id;
    const again = once(socket, "connect");
    socket.io.engine.send("no packet");
    await again;
    assert.notEqual(socket.id, first);
    assert.deepEqual(await socket.emitWithAck("echo", "back"), ["back"]);
    socket.disconnect();
  },
};

setTimeout(() => {
  console.error(`${scenario} takes too long`);
  process.exit(2);
}, 30_000).unref();
await scenarios[scenario]();
console.log("done");
