"""OpenStack Swift with its S3 API, all servers in one process: a real S3 server from Debian.

Usage: s3_server.py FOLDER. Prints the port when it serves, and ends when its standard input closes.
"""
import os
import sys

import eventlet
import eventlet.patcher
import eventlet.tpool
import eventlet.wsgi

eventlet.patcher.monkey_patch(all=False, socket=True, select=True, thread=True)

from swift.common import storage_policy, utils  # noqa: E402
from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.wsgi import loadapp  # noqa: E402

FOLDER = sys.argv[1]
BACKENDS = ("account", "container", "object")

CONFIG = """
[DEFAULT]
swift_dir = {folder}
devices = {folder}/devices
mount_check = false
disable_fallocate = true
log_level = ERROR
log_address = {folder}/nowhere

[pipeline:main]
pipeline = {pipeline}

[app:{name}-server]
use = egg:swift#{name}
"""

PROXY = """
account_autocreate = true

[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:9
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
s3_acl = false
[filter:tempauth]
use = egg:swift#tempauth
user_limn_admin = secretkey .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_object_versioning = true
[filter:symlink]
use = egg:swift#symlink
"""

PIPELINE = (
    "catch_errors gatekeeper cache listing_formats s3api tempauth copy slo dlo versioned_writes symlink proxy-server"
)


def write(name, text):
    path = os.path.join(FOLDER, name)
    with open(path, "w") as file:
        file.write(text)
    return path


def make_ring(name, port):
    builder = RingBuilder(6, 1, 0)
    builder.add_dev({"region": 1, "zone": 1, "weight": 1.0, "ip": "127.0.0.1", "port": port, "device": "sdb1"})
    builder.rebalance()
    builder.get_ring().save(os.path.join(FOLDER, name + ".ring.gz"))


def serve(name, pipeline, extra, listener):
    config = write(name + "-server.conf", CONFIG.format(folder=FOLDER, name=name, pipeline=pipeline) + extra)
    app = loadapp(config, global_conf={"log_name": name})
    nothing = open(os.devnull, "w")
    eventlet.spawn(eventlet.wsgi.server, listener, app, log=nothing, debug=False, max_size=256)


def main():
    os.makedirs(os.path.join(FOLDER, "devices", "sdb1"))
    utils.SWIFT_CONF_FILE = write(
        "swift.conf",
        "[swift-hash]\nswift_hash_path_suffix = limn\n[storage-policy:0]\nname = only\ndefault = yes\n",
    )
    utils.validate_hash_conf()
    storage_policy.reload_storage_policies()
    listeners = {name: eventlet.listen(("127.0.0.1", 0)) for name in BACKENDS}
    for name, listener in listeners.items():
        make_ring(name, listener.getsockname()[1])
    for name, listener in listeners.items():
        serve(name, name + "-server", "", listener)
    front = eventlet.listen(("127.0.0.1", 0))
    serve("proxy", PIPELINE, PROXY, front)
    print(front.getsockname()[1], flush=True)
    eventlet.tpool.execute(sys.stdin.read)


main()
