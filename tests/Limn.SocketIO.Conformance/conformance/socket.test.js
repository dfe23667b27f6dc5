// socket.io-protocol v5: the 32 assertions of its suite, against the namespaces `/` and `/custom`.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertsClose, assertsHandshake, assertsHeartbeat, assertsUpgrade } from "./engineAssertions.js";
import { Endpoint } from "../wire.js";

const endpoint = new Endpoint("/socket.io/");
const BLOBS = [Buffer.from([1, 2, 3]), Buffer.from([4, 5, 6])];
const PLACEHOLDERS = '{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}';

function assertConnected(frame, prefix) {
  assert.ok(frame.startsWith(prefix), frame);
  const answer = JSON.parse(frame.substring(prefix.length));
  assert.deepEqual(Object.keys(answer), ["sid"]);
  assert.equal(typeof answer.sid, "string");
}

async function join(wire, request, prefix, auth) {
  wire.send(request);
  assertConnected(await wire.next(), prefix);
  assert.equal(await wire.next(), auth);
}

/** Opens a websocket and joins the main namespace. */
async function open() {
  const wire = await endpoint.openWebSocket();
  await join(wire, "40", "40", '42["auth",{}]');
  return wire;
}

/** The shortest exchange that shows that the server still listens. */
async function assertRefusal(wire) {
  wire.send("40/random");
  assert.equal(await wire.next(), '44/random,{"message":"Invalid namespace"}');
}

async function assertAnswers(frames, answers) {
  const wire = await open();
  for (const frame of frames) wire.send(frame);
  for (const answer of answers) assert.deepEqual(await wire.next(), answer);
  await wire.end();
}

async function assertCloses(frame) {
  const wire = await open();
  wire.send(frame);
  await wire.closed;
}

describe("Engine.IO below Socket.IO", () => {
  assertsHandshake(endpoint);
  assertsHeartbeat(endpoint);
  assertsClose(endpoint);
  assertsUpgrade(endpoint, assertRefusal);
});

describe("Socket.IO", () => {
  describe("connect", () => {
    it("joins the main namespace", async () => {
      const wire = await endpoint.openWebSocket();
      await join(wire, "40", "40", '42["auth",{}]');
      await wire.end();
    });

    it("joins the main namespace with a payload", async () => {
      const wire = await endpoint.openWebSocket();
      await join(wire, '40{"token":"123"}', "40", '42["auth",{"token":"123"}]');
      await wire.end();
    });

    it("joins a custom namespace", async () => {
      const wire = await endpoint.openWebSocket();
      await join(wire, "40/custom,", "40/custom,", '42/custom,["auth",{}]');
      await wire.end();
    });

    it("joins a custom namespace with a payload", async () => {
      const wire = await endpoint.openWebSocket();
      await join(wire, '40/custom,{"token":"abc"}', "40/custom,", '42/custom,["auth",{"token":"abc"}]');
      await wire.end();
    });

    it("refuses an unknown namespace", async () => {
      const wire = await endpoint.openWebSocket();
      await assertRefusal(wire);
      await wire.end();
    });

    it("closes on a malformed handshake", async () => {
      const wire = await endpoint.openWebSocket();
      wire.send("4abc");
      await wire.closed;
    });

    it("closes when no namespace is joined", async () => {
      const wire = await endpoint.openWebSocket();
      await wire.closed;
    });
  });

  describe("disconnect", () => {
    it("leaves the main namespace, not the transport", async () => {
      const wire = await open();
      wire.send("41");
      assert.equal(await wire.next(), "2");
      await wire.end();
    });

    it("leaves a custom namespace, not the main one", async () => {
      const wire = await open();
      await join(wire, "40/custom", "40/custom,", '42/custom,["auth",{}]');
      wire.send("41/custom");
      wire.send('42["message","message to main namespace"]');
      assert.equal(await wire.next(), '42["message-back","message to main namespace"]');
      await wire.end();
    });
  });

  describe("message", () => {
    it("carries an event", () =>
      assertAnswers(['42["message",1,"2",{"3":[true]}]'], ['42["message-back",1,"2",{"3":[true]}]']));

    it("carries a binary event", () =>
      assertAnswers(
        [`452-["message",${PLACEHOLDERS}]`, ...BLOBS],
        [`452-["message-back",${PLACEHOLDERS}]`, ...BLOBS],
      ));

    it("acknowledges an event", () =>
      assertAnswers(['42456["message-with-ack",1,"2",{"3":[false]}]'], ['43456[1,"2",{"3":[false]}]']));

    it("acknowledges a binary event", () =>
      assertAnswers([`452-789["message-with-ack",${PLACEHOLDERS}]`, ...BLOBS], [`462-789[${PLACEHOLDERS}]`, ...BLOBS]));

    it("closes on an unknown kind", () => assertCloses("4abc"));

    it("closes on a payload that is no array", () => assertCloses("42{}"));

    it("closes on a malformed ack id", () => assertCloses('42abc["message-with-ack",1]'));
  });
});
