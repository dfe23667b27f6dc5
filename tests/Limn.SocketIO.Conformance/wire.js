// A client of the bare wire: HTTP requests and websocket frames, no protocol logic.
import WebSocket from "ws";

const httpUrl = process.env.LIMN_SOCKETIO_URL;
if (!httpUrl) throw new Error("LIMN_SOCKETIO_URL is not set");
const wsUrl = httpUrl.replace(/^http/, "ws");

export const PING_INTERVAL = 300;
export const PING_TIMEOUT = 200;
export const SEPARATOR = "\u001e";

export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** One websocket whose frames and end can be awaited at any time after they came. */
export class Wire {
  #frames = [];
  #waiting = [];

  constructor(path) {
    this.socket = new WebSocket(wsUrl + path);
    this.socket.on("message", (data, isBinary) => this.#push(isBinary ? data : data.toString()));
    this.socket.on("error", () => {});
    this.closed = new Promise((resolve) => this.socket.on("close", resolve));
    this.opened = new Promise((resolve) => this.socket.on("open", resolve));
  }

  #push(frame) {
    const waiting = this.#waiting.shift();
    if (waiting) waiting(frame);
    else this.#frames.push(frame);
  }

  /** The next frame: a string, or a Buffer. */
  next() {
    if (this.#frames.length > 0) return Promise.resolve(this.#frames.shift());
    const frame = new Promise((resolve) => this.#waiting.push(resolve));
    const end = this.closed.then(() => {
      throw new Error("closed while a frame was awaited");
    });
    end.catch(() => {});
    return Promise.race([frame, end]);
  }

  send(frame) {
    this.socket.send(frame);
  }

  async end() {
    this.socket.close();
    await this.closed;
  }
}

/** The endpoint of one protocol, at `/engine.io/` or `/socket.io/`. */
export class Endpoint {
  constructor(path) {
    this.path = path;
  }

  request(query, options) {
    return fetch(`${httpUrl}${this.path}?${query}`, options);
  }

  get(sid) {
    return this.request(`EIO=4&transport=polling&sid=${sid}`);
  }

  post(sid, body) {
    return this.request(`EIO=4&transport=polling&sid=${sid}`, { method: "POST", body });
  }

  websocket(query = "EIO=4&transport=websocket") {
    return new Wire(`${this.path}?${query}`);
  }

  /** Opens a session by polling and returns its id. */
  async openPolling() {
    const response = await this.request("EIO=4&transport=polling");
    return JSON.parse((await response.text()).substring(1)).sid;
  }

  /** Opens a session by websocket, its handshake read. */
  async openWebSocket() {
    const wire = this.websocket();
    await wire.next();
    return wire;
  }

  /** Opens a session by polling and upgrades it, the last poll released. */
  async openUpgraded() {
    const sid = await this.openPolling();
    const wire = this.websocket(`EIO=4&transport=websocket&sid=${sid}`);
    await wire.opened;
    wire.send("2probe");
    await wire.next();
    wire.send("5");
    return { sid, wire };
  }
}
