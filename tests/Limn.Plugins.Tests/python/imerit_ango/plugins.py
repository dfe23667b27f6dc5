"""The documented surface of the package that the sample uses: one run with the input of the test, no network."""

import json
import logging
import os
import sys


class ExportResponse:
    def __init__(self, file, file_name="export.json", storage_id="", bucket="", options=None):
        self.file = file
        self.file_name = file_name


class ExportPlugin:
    def __init__(self, id, secret, callback, host, version="v3"):
        self.callback = callback


def run(plugin, host):
    lines = [line for line in sys.stdin.read().splitlines() if line]
    logging.basicConfig(stream=sys.stdout, format="%(levelname)s %(message)s", level=logging.INFO)
    response = plugin.callback({
        "projectId": "p7",
        "configJSON": os.environ["CONFIG"],
        "numTasks": len(lines),
        "jsonExport": (json.loads(line) for line in lines),
        "logger": logging.getLogger("plugin"),
    })
    with open(os.path.join(os.environ["OUT"], response.file_name), "wb") as out:
        out.write(response.file.getvalue())
