// engine.io-protocol v4: the 24 assertions of its suite, against an endpoint that echoes messages.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertsClose, assertsHandshake, assertsHeartbeat, assertsUpgrade } from "./engineAssertions.js";
import { Endpoint, SEPARATOR } from "../wire.js";

const engine = new Endpoint("/engine.io/");

async function assertEcho(wire) {
  wire.send("4hello");
  assert.equal(await wire.next(), "4hello");
}

describe("Engine.IO", () => {
  assertsHandshake(engine);

  describe("message by polling", () => {
    it("carries one packet", async () => {
      const sid = await engine.openPolling();
      const sent = await engine.post(sid, "4hello");
      assert.equal(sent.status, 200);
      assert.equal(await sent.text(), "ok");
      const poll = await engine.get(sid);
      assert.equal(poll.status, 200);
      assert.equal(await poll.text(), "4hello");
    });

    it("carries several packets", async () => {
      const sid = await engine.openPolling();
      const packets = ["4test1", "4test2", "4test3"].join(SEPARATOR);
      assert.equal((await engine.post(sid, packets)).status, 200);
      assert.equal(await (await engine.get(sid)).text(), packets);
    });

    it("carries text and binary", async () => {
      const sid = await engine.openPolling();
      const packets = ["4hello", "bAQIDBA=="].join(SEPARATOR);
      assert.equal((await engine.post(sid, packets)).status, 200);
      assert.equal(await (await engine.get(sid)).text(), packets);
    });

    it("ends the session on a malformed packet", async () => {
      const sid = await engine.openPolling();
      assert.equal((await engine.post(sid, "abc")).status, 400);
      assert.equal((await engine.get(sid)).status, 400);
    });

    it("ends the session on a second poll", async () => {
      const sid = await engine.openPolling();
      const polls = await Promise.all([engine.get(sid), engine.get(sid)]);
      const [served, refused] = polls.sort((a, b) => a.status - b.status);
      assert.equal(served.status, 200);
      assert.equal(await served.text(), "1");
      assert.ok(refused.status === 400 || refused.status === 500);
      assert.equal((await engine.get(sid)).status, 400);
    });
  });

  describe("message by websocket", () => {
    it("carries text", async () => {
      const wire = await engine.openWebSocket();
      await assertEcho(wire);
      await wire.end();
    });

    it("carries binary", async () => {
      const wire = await engine.openWebSocket();
      wire.send(Buffer.from([1, 2, 3, 4]));
      assert.deepEqual(await wire.next(), Buffer.from([1, 2, 3, 4]));
      await wire.end();
    });

    it("closes on a malformed packet", async () => {
      const wire = await engine.openWebSocket();
      wire.send("abc");
      await wire.closed;
    });
  });

  assertsHeartbeat(engine);
  assertsClose(engine);
  assertsUpgrade(engine, assertEcho);
});
