"""The same plugin behind CONNECTOR=REST: an HTTP listener that the hub calls."""
import os
import sys
import threading

import uvicorn
from fastapi import FastAPI, Header, HTTPException

import ango_wire
from boxes_plugin import export_boxes

app = FastAPI()
PLUGIN_ID, SECRET, HOST = os.environ["PLUGIN_ID"], os.environ["PLUGIN_SECRET"], os.environ["HOST"]


def check(secret):
    if secret != SECRET:
        raise HTTPException(status_code=401, detail="Unauthorized")


@app.get("/heartbeat")
def heartbeat(secret: str = Header(default="")):
    check(secret)
    return "ok"


@app.post("/plugin")
def plugin(data: dict, secret: str = Header(default="")):
    check(secret)
    sdk = ango_wire.Sdk(data["apiKey"], HOST)
    ango_wire.run_export(data, PLUGIN_ID, HOST, export_boxes, sdk.plugin_log, sdk.plugin_response)
    return None


if __name__ == "__main__":
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
