"""Export plugin: one CSV line for each bounding box of the chosen tasks.

HOST, PLUGIN_ID and PLUGIN_SECRET come from the environment.
"""

import csv
import io
import json
import os
import zipfile

from imerit_ango.plugins import ExportPlugin, ExportResponse, run

HOST = os.environ["HOST"]
PLUGIN_ID = os.environ["PLUGIN_ID"]
PLUGIN_SECRET = os.environ["PLUGIN_SECRET"]


def separator_of(config_json, logger):
    """The column separator from Config JSON; a comma unless it is a single character."""
    separator = json.loads(config_json).get("separator", ",")
    if isinstance(separator, str) and len(separator) == 1:
        return separator
    logger.warning("separator must be a single character; a comma is used")
    return ","


def rows(tasks):
    """Asset, class, left, top, width, height of each box. The first corner drawn may be any, so sizes can be negative."""
    for record in tasks:
        for tool in record["task"]["tools"]:
            box = tool.get("bounding-box")
            if box is None:
                continue
            left = min(box["x"], box["x"] + box["width"])
            top = min(box["y"], box["y"] + box["height"])
            yield record["externalId"], tool["title"], left, top, abs(box["width"]), abs(box["height"])


def export_boxes(data):
    """Called once for each run. data["jsonExport"] can be read once only."""
    logger = data["logger"]
    table = io.StringIO()
    writer = csv.writer(table, delimiter=separator_of(data["configJSON"], logger), lineterminator="\n")
    writer.writerow(["asset", "class", "left", "top", "width", "height"])
    boxes = 0
    for row in rows(data["jsonExport"]):
        writer.writerow(row)
        boxes += 1
    logger.info(f"{boxes} boxes of {data['numTasks']} tasks")

    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("boxes.csv", table.getvalue())
    return ExportResponse(file=result, file_name=data["projectId"] + ".zip", storage_id="", bucket="")


if __name__ == "__main__":
    plugin = ExportPlugin(id=PLUGIN_ID, secret=PLUGIN_SECRET, callback=export_boxes, host=HOST, version="v3")
    run(plugin, host=HOST)
