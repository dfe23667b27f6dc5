"""What a plugin written for Debian's python3-socketio does on the wire: websocket only, namespace /plugin."""
import os
import sys
import threading

import socketio

URL = os.environ["LIMN_SOCKETIO_URL"]


class Plugin(socketio.ClientNamespace):
    """Answers a run with log lines, floats that JSON does not know, bytes, and at last a response."""

    def __init__(self):
        super().__init__("/plugin")
        self.finished = threading.Event()

    def on_connect(self):
        self.emit("heartbeat", {"id": "p1", "secret": "s1"})

    def on_plugin(self, run):
        self.emit("log", {"level": "INFO", "msg": "ünïcode", "loss": float("nan"), "bounds": [float("inf"), float("-inf")]})
        self.emit("log", {"level": "INFO", "blob": b"\x00\x01\x02"})
        self.emit("response", {"response": run["configJSON"], "session": run["session"]})

    def on_end(self, *_):
        self.finished.set()


def main():
    client = socketio.Client(reconnection=False)
    plugin = Plugin()
    client.register_namespace(plugin)
    client.connect(URL, namespaces=["/plugin"], transports=["websocket"], wait=True)
    if not plugin.finished.wait(20):
        return 3
    client.disconnect()
    print("done")
    return 0


sys.exit(main())
