"""Puts the blood-cell pictures and their boxes into a new project, as a script with the package would. Prints the project's id.

usage: import_bccd.py HOST API_KEY FOLDER
"""
import glob
import os
import sys
import xml.etree.ElementTree as ElementTree

from ango_wire import Sdk

host, api_key, folder = sys.argv[1:]
sdk = Sdk(api_key, host)
project_id = sdk.create_project("Blood cells")["_id"]
classes = ["RBC", "WBC", "Platelets"]
sdk.create_label_set(project_id, [
    {"tool": "bounding-box", "title": title, "required": False, "schemaId": f"class{index}", "columnField": False,
     "color": f"#00AA{index}0", "shortcutKey": "", "classifications": [], "options": []}
    for index, title in enumerate(classes)])
sdk.create_batch(project_id, "First")

pictures = sorted(glob.glob(os.path.join(folder, "JPEGImages", "*.jpg")))
names = [os.path.basename(picture) for picture in pictures]
reply = sdk.upload_files(project_id, pictures, batches=["First"], external_ids=names)
assert reply["status"] == "success", reply
assert reply["data"]["assets"]["assetsCreated"] == len(pictures), reply

lines = []
for name in names:
    annotation = ElementTree.parse(os.path.join(folder, "Annotations", name.replace(".jpg", ".xml")))
    boxes = []
    for found in annotation.iter("object"):
        left, top, right, bottom = (float(found.find("bndbox").find(key).text) for key in ("xmin", "ymin", "xmax", "ymax"))
        boxes.append({
            "schemaId": f"class{classes.index(found.find('name').text)}",
            "bounding-box": {"x": left - 1, "y": top - 1, "width": right - left + 1, "height": bottom - top + 1}})
    lines.append({"externalId": name, "objects": boxes})
reply = sdk.import_labels(project_id, lines)
assert reply["data"]["project"] == f"{len(names)} / {len(names)} tasks are labeled.", reply["data"]["project"]

seen = 0
page = 1
while True:
    data = sdk.get_tasks(project_id, page=page, limit=1000)["data"]
    seen += len(data["tasks"])
    if data["total"] - seen <= 0:
        break
    page += 1
assert seen == len(names), seen
print(project_id)
