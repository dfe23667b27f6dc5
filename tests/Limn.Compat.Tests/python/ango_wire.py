"""What scripts written with the public package imerit-ango 1.4 put on the wire: the same requests, headers, encodings and order.

Written from the product's public documentation and from measurements of its traffic, for tests only. Needs Debian's python3-requests
and python3-socketio.
"""
import io
import json
import os
import sys
import threading
import time
import urllib.parse
import urllib.request
import uuid
import zipfile

import requests
import socketio


class Sdk:
    """The REST half. The helper path raises on status >= 400 and always parses JSON; the raw path does neither check nor guard."""

    def __init__(self, api_key, host):
        self.api_key = api_key
        self.host = host
        self.session = requests.Session()

    def request(self, method, path, payload=None):
        headers = {"Content-Type": "application/json", "apikey": self.api_key}
        response = self.session.request(method, self.host + path, headers=headers, json=payload)
        if response.status_code >= 400:
            raise Exception(response.text)
        return response.json()

    def raw(self, method, path, data=None, headers=None):
        return self.session.request(method, self.host + path, headers={"apikey": self.api_key, **(headers or {})}, data=data).json()

    def create_project(self, name, description=""):
        return self.request("POST", "/v2/project", {"name": name, "description": description})["data"]["project"]

    def get_project(self, project_id):
        return self.request("GET", f"/v2/project/{project_id}")

    def create_label_set(self, project_id, tools, classifications=(), relations=()):
        schema = {"tools": list(tools), "classifications": list(classifications), "relations": list(relations)}
        return self.request("POST", f"/v2/project/{project_id}", {"categorySchema": schema})

    def create_batch(self, project_id, name):
        existing = self.get_project(project_id)["data"]["project"]["batches"]
        if name in [batch["name"] for batch in existing]:
            return []
        return self.request("POST", f"/v2/batches/{project_id}", {"batches": existing + [{"name": name}]})

    def get_upload_url(self, project_id, name, kind, storage_id=None):
        path = f"/v2/getUploadUrl?name={name}&project={project_id}&type={kind}"
        if storage_id:
            path += f"&storageId={storage_id}"
        return self.raw("GET", path)["data"]["uploadUrl"]

    def get_signed_url(self, project_id, name, kind):
        return self.raw("GET", f"/v2/getSignedUrl?name={name}&project={project_id}&type={kind}")["data"]["signedUrl"]

    def upload_files(self, project_id, paths, batches=None, external_ids=None):
        project = self.get_project(project_id)["data"]["project"]
        if project["type"] == "pct":
            raise Exception("3D projects take other uploads")
        assets = []
        for index, path in enumerate(paths):
            url = self.get_upload_url(project_id, uuid.uuid4().hex + "." + path.split(".")[-1], "assets")
            with open(path, "rb") as file:
                requests.put(url, data=file.read())
            external_id = external_ids[index] if external_ids else path
            assets.append({"data": url.split("?")[0], "externalId": external_id, "contextData": None, "metadata": None})
        query = ""
        if batches:
            known = self.get_project(project_id)["data"]["project"]["batches"]
            ids = [next(b["_id"] for b in known if batch in (b["_id"], b["name"])) for batch in batches]
            query = "?batches=" + json.dumps(ids)
        body = json.dumps({"assets": assets, "uploadLocal": "true", "priority": 0})
        return self.raw("POST", f"/v2/project/{project_id}/cloud{query}", body, {"Content-Type": "application/json"})

    def import_labels(self, project_id, lines):
        return self.request("POST", "/v2/import/labels", {"project": project_id, "jsonContent": lines})

    def get_assets(self, project_id, page=1, limit=10, filters=None):
        return self.request("GET", f"/v2/project/{project_id}/assets?page={page}&limit={limit}&filters={json.dumps(filters or {})}")

    def get_tasks(self, project_id, page=1, limit=10, include_answer=False):
        return self.request("GET", f"/v2/project/{project_id}/tasks?page={page}&limit={limit}&includeAnswer={str(include_answer).lower()}")

    def get_task(self, task_id):
        return self.request("GET", f"/v2/task/{task_id}?includeAnswer=False")

    def export(self, project_id, stage=None, batches=None, only_key_frames=False, export_format="json", task_types=("default",)):
        options = {"project": project_id, "format": export_format, "type": "task"}
        if stage:
            options["stage"] = json.dumps(stage)
        if batches:
            options["batches"] = json.dumps(batches)
        options["taskTypes"] = json.dumps(list(task_types))
        options.update({
            "includeOnlyKeyFrames": "true" if only_key_frames else "false", "includeMetadata": "true", "includeHistory": "true",
            "includeIdleBlurDurations": "false", "sendEmail": "false", "doNotNotify": "true"})
        link = self.request("GET", "/v2/export?" + urllib.parse.urlencode(options))["data"]["exportPath"]
        with urllib.request.urlopen(link) as response:
            archive = zipfile.ZipFile(io.BytesIO(response.read()))
        return archive.open(archive.namelist()[0])

    def plugin_log(self, payload):
        return self.request("POST", "/v2/pluginLog", payload)

    def plugin_response(self, payload):
        return self.request("POST", "/v2/pluginResponse", payload)


class Logger:
    """Sends each line to the hub: by the socket, or in REST mode by one blocking call."""

    def __init__(self, send, data, plugin_id):
        self.send = send
        self.identity = {
            "organization": data["orgId"], "pluginId": plugin_id, "runBy": data["runBy"], "session": data["session"]}

    def _log(self, level, message, *arguments, **extra):
        self.send({**extra, "level": level, "msg": message + " ".join(arguments), **self.identity})

    def info(self, message, *arguments, **extra):
        self._log("INFO", message, *arguments, **extra)

    def warning(self, message, *arguments, **extra):
        self._log("WARNING", message, *arguments, **extra)

    def error(self, message, *arguments, **extra):
        self._log("ERROR", message, *arguments, **extra)


def run_export(data, plugin_id, host, callback, log, respond):
    """One run of an export plugin: export, callback, upload, response."""
    config = json.loads(data["configJSON"])
    logger = Logger(log, data, plugin_id)
    sdk = Sdk(data["apiKey"], host)
    try:
        lines = sdk.export(
            data["projectId"], data.get("stage", ["Complete"]), data.get("batches"), config.get("include_key_frames_only") is True,
            "ndjson").read().decode("utf-8").split("\n")
    except Exception as error:
        logger.error(f"Error calling sdk.export: {error}")
        return
    lines = [line for line in lines if line.strip()]
    try:
        result = callback({**data, "jsonExport": (json.loads(line) for line in lines), "numTasks": len(lines), "logger": logger})
    except Exception:
        respond({"error": True, "session": data["session"]})
        raise
    upload_url = sdk.get_upload_url(data["projectId"], result.file_name, "exports", result.storage_id)
    signed_url = sdk.get_signed_url(data["projectId"], upload_url, "exports")
    try:
        response = requests.put(upload_url, data=result.file.getvalue())
        response.raise_for_status()
    except requests.exceptions.HTTPError as error:
        logger.error(f"HTTP error occurred: {error}")
        return
    respond({"export": True, "response": signed_url, "session": data["session"]})


class ExportResponse:
    def __init__(self, file, file_name="export.json", storage_id=None, bucket=None):
        self.file = file
        self.file_name = file_name
        self.storage_id = storage_id
        self.bucket = bucket


class ExportPlugin(socketio.ClientNamespace):
    """The socket half: one namespace object, heartbeat on connect and each minute, one reconnect at once, the end after that."""

    def __init__(self, plugin_id, secret, callback, host):
        super().__init__("/plugin")
        self.id = plugin_id
        self.secret = secret
        self.callback = callback
        self.host = host
        self.stopping = False

    def heartbeat(self):
        self.emit("heartbeat", {"id": self.id, "secret": self.secret})

    def on_connect(self):
        self.heartbeat()
        print("connected", flush=True)

    def on_disconnect(self):
        if self.stopping:
            return
        print("disconnected", flush=True)
        try:
            self.client = connect(self)
        except Exception:
            os._exit(1)

    def on_plugin(self, data):
        run_export(
            data, self.id, self.host, self.callback, lambda payload: self.emit("log", payload), lambda payload: self.emit("response", payload))


def connect(plugin):
    client = socketio.Client(reconnection=False)
    client.register_namespace(plugin)
    client.connect(plugin.host, namespaces=["/plugin"], transports=["websocket"], wait=True)
    return client


def run(plugin):
    """Connects and stays until standard input closes."""
    try:
        connect(plugin)
    except Exception as error:
        print(f"could not connect: {error}", file=sys.stderr, flush=True)
        os._exit(1)

    def beat():
        while True:
            time.sleep(60)
            try:
                plugin.heartbeat()
            except Exception:
                os._exit(1)

    threading.Thread(target=beat, daemon=True).start()
    sys.stdin.read()
    plugin.stopping = True
    os._exit(0)
