"""An export plugin as somebody writes it: one CSV of boxes in a zip. HOST, PLUGIN_ID and PLUGIN_SECRET come from the environment."""
import csv
import io
import json
import os
import zipfile

import ango_wire


def export_boxes(data):
    config = json.loads(data["configJSON"])
    logger = data["logger"]
    logger.info("Plugin session is started!")
    if config.get("fail"):
        raise ValueError("asked to fail")
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["externalId", "title", "x", "y", "width", "height"])
    done = 0
    for record in data["jsonExport"]:
        for tool in record["task"]["tools"]:
            box = tool["bounding-box"]
            writer.writerow([record["externalId"], tool["title"], box["x"], box["y"], box["width"], box["height"]])
        done += 1
        if done % 100 == 0:
            logger.info(f"Assets Processed: [{data['numTasks']}/{done}]")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("boxes.csv", text.getvalue())
    logger.info("Plugin session is ended!")
    return ango_wire.ExportResponse(archive, file_name=config.get("file_name", f"{data['projectId']}.zip"))


if __name__ == "__main__":
    plugin = ango_wire.ExportPlugin(os.environ["PLUGIN_ID"], os.environ["PLUGIN_SECRET"], export_boxes, os.environ["HOST"])
    ango_wire.run(plugin)
