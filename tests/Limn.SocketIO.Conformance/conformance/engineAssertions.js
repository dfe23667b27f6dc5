// The assertions that both suites share: handshake, heartbeat, close and upgrade.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PING_INTERVAL, PING_TIMEOUT, sleep } from "../wire.js";

function assertHandshake(text, upgrades) {
  assert.equal(text[0], "0");
  const handshake = JSON.parse(text.substring(1));
  assert.deepEqual(Object.keys(handshake).sort(), ["maxPayload", "pingInterval", "pingTimeout", "sid", "upgrades"]);
  assert.equal(typeof handshake.sid, "string");
  assert.deepEqual(handshake.upgrades, upgrades);
  assert.equal(handshake.pingInterval, PING_INTERVAL);
  assert.equal(handshake.pingTimeout, PING_TIMEOUT);
  assert.equal(handshake.maxPayload, 1_000_000);
}

export function assertsHandshake(endpoint) {
  describe("handshake by polling", () => {
    it("opens a session", async () => {
      const response = await endpoint.request("EIO=4&transport=polling");
      assert.equal(response.status, 200);
      assertHandshake(await response.text(), ["websocket"]);
    });

    it("refuses a missing or wrong EIO", async () => {
      assert.equal((await endpoint.request("transport=polling")).status, 400);
      assert.equal((await endpoint.request("EIO=abc&transport=polling")).status, 400);
    });

    it("refuses a missing or wrong transport", async () => {
      assert.equal((await endpoint.request("EIO=4")).status, 400);
      assert.equal((await endpoint.request("EIO=4&transport=abc")).status, 400);
    });

    it("refuses POST and PUT without a session", async () => {
      assert.equal((await endpoint.request("EIO=4&transport=polling", { method: "POST" })).status, 400);
      assert.equal((await endpoint.request("EIO=4&transport=polling", { method: "PUT" })).status, 400);
    });
  });

  describe("handshake by websocket", () => {
    it("opens a session", async () => {
      const wire = endpoint.websocket();
      assertHandshake(await wire.next(), []);
      await wire.end();
    });

    it("closes on a missing or wrong EIO", async () => {
      await endpoint.websocket("transport=websocket").closed;
      await endpoint.websocket("EIO=abc&transport=websocket").closed;
    });

    it("closes on a missing or wrong transport", async () => {
      await endpoint.websocket("EIO=4").closed;
      await endpoint.websocket("EIO=4&transport=abc").closed;
    });
  });
}

export function assertsHeartbeat(endpoint) {
  describe("heartbeat by polling", () => {
    it("sends pings and takes pongs", async () => {
      const sid = await endpoint.openPolling();
      for (let i = 0; i < 3; i++) {
        const ping = await endpoint.get(sid);
        assert.equal(ping.status, 200);
        assert.equal(await ping.text(), "2");
        assert.equal((await endpoint.post(sid, "3")).status, 200);
      }
    });

    it("ends the session when no pong comes", async () => {
      const sid = await endpoint.openPolling();
      await sleep(PING_INTERVAL + PING_TIMEOUT);
      assert.equal((await endpoint.get(sid)).status, 400);
    });
  });

  describe("heartbeat by websocket", () => {
    it("sends pings and takes pongs", async () => {
      const wire = await endpoint.openWebSocket();
      for (let i = 0; i < 3; i++) {
        assert.equal(await wire.next(), "2");
        wire.send("3");
      }
      await wire.end();
    });

    it("closes when no pong comes", async () => {
      const wire = await endpoint.openWebSocket();
      assert.equal(await wire.next(), "2");
      await wire.closed;
    });
  });
}

export function assertsClose(endpoint) {
  describe("close", () => {
    it("ends a polling session", async () => {
      const sid = await endpoint.openPolling();
      const [poll] = await Promise.all([endpoint.get(sid), endpoint.post(sid, "1")]);
      assert.equal(poll.status, 200);
      assert.equal(await poll.text(), "6");
      assert.equal((await endpoint.get(sid)).status, 400);
    });

    it("ends a websocket session", async () => {
      const wire = await endpoint.openWebSocket();
      wire.send("1");
      await wire.closed;
    });
  });
}

export function assertsUpgrade(endpoint, assertAlive) {
  describe("upgrade", () => {
    it("goes from polling to websocket", async () => {
      const sid = await endpoint.openPolling();
      const wire = endpoint.websocket(`EIO=4&transport=websocket&sid=${sid}`);
      await wire.opened;
      const poll = endpoint.get(sid);
      wire.send("2probe");
      assert.equal(await wire.next(), "3probe");
      const released = await poll;
      assert.equal(released.status, 200);
      assert.equal(await released.text(), "6");
      wire.send("5");
      await assertAlive(wire);
      await wire.end();
    });

    it("ignores polls afterwards", async () => {
      const { sid, wire } = await endpoint.openUpgraded();
      await assertAlive(wire);
      assert.equal((await endpoint.get(sid)).status, 400);
      await wire.end();
    });

    it("closes a second websocket", async () => {
      const { sid, wire } = await endpoint.openUpgraded();
      await assertAlive(wire);
      await endpoint.websocket(`EIO=4&transport=websocket&sid=${sid}`).closed;
      await assertAlive(wire);
      await wire.end();
    });
  });
}
