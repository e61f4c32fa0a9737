#!/usr/bin/env python3
"""Polled values stored durably per second, and CPU per stored value: firedampd against FUXA.

Both poll the same Modbus TCP server in a process of its own, one after the other, and what is
counted are the rows in their files. FUXA is not in Debian: `npm install @frangoteam/fuxa` anywhere,
and FIREDAMP_FUXA=that folder's node_modules/@frangoteam/fuxa; without it the row says so.
FUXA is offered what it took without loss where it was measured first (10 devices with 100 tags, one
poll a second), and twice that; firedampd 2,000 nodes with 4 values, ten polls a second.
"""
import argparse
import json
import os
import pathlib
import resource
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
import urllib.request

TAGS = 100  # of a device of FUXA: what it reads with one request
UNITS, LINKS, POLL_S = 100, 20, 0.1  # of firedampd
SHOWS = ("flow", "total", "pressure", "temperature")
TICKS_PER_S = os.sysconf("SC_CLK_TCK")


class Server:
    """The Modbus server; ends with this program, whose pipe it reads."""

    def __init__(self, binaries, ports):
        self.process = subprocess.Popen([binaries / "modbus_server", str(ports)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.ports = [int(self.process.stdout.readline()) for _ in range(ports)]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(10)


def cpu_s(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_S


def words(text):
    return f'{{ en = "{text}", zh = "{text}" }}'


def write_site(folder, ports):
    (folder / "rules").mkdir(parents=True)
    top = pathlib.Path(__file__).resolve().parents[2] / "simulators" / "mine" / "rules"
    (folder / "rules" / "custom.toml").write_text((top / "custom.toml").read_text())
    (folder / "site.toml").write_text(f'tag = "B"\nname = {words("Bench")}\nprofile = "custom"\n')
    links, nodes, points = [], [], []
    for link, port in enumerate(ports):
        links.append(f'[[link]]\ntag = "L{link}"\nkind = "modbus-tcp"\nhost = "127.0.0.1"\n'
                     f'port = {port}\npoll_s = {POLL_S}\n')
        for unit in range(1, UNITS + 1):
            tag = f"N{link}-{unit}"
            nodes.append(f'[[node]]\ntag = "{tag}"\nplace = {words("Bench")}\nlink = "L{link}"\n'
                         f'address = {unit}\nclass = "flow"\n')
            points += [f'[[point]]\ntag = "{tag}-{what}"\nname = {words("Bench")}\n'
                       f'node = "{tag}"\nshows = "{what}"\n' for what in SHOWS]
    (folder / "links.toml").write_text("\n".join(links))
    (folder / "nodes.toml").write_text("\n".join(nodes))
    (folder / "points.toml").write_text("\n".join(points))
    (folder / "relays.toml").write_text("")
    (folder / "map.toml").write_text("width = 100\nheight = 100\n")


def between(pid, rows, seconds, warm_up_s):
    """Rows and CPU of a process over `seconds` of its life, behind its start."""
    time.sleep(warm_up_s)
    begin, cpu, clock = rows(), cpu_s(pid), time.monotonic()
    time.sleep(seconds)
    return rows() - begin, cpu_s(pid) - cpu, time.monotonic() - clock


def ours(binaries, seconds):
    with tempfile.TemporaryDirectory() as folder, Server(binaries, LINKS) as server:
        base = pathlib.Path(folder)
        write_site(base / "site", server.ports)
        engine = subprocess.Popen([binaries / "firedampd", "--site", base / "site",
                                   "--data", base / "data", "--quiet"], stdin=subprocess.PIPE,
                                  stdout=subprocess.DEVNULL)

        def rows():  # with people's own tool, beside the writer
            asked = f".load {binaries}/firedamp_samples\nSELECT count(*) FROM sample;\n"
            told = subprocess.run(["sqlite3", "-readonly", base / "data" / "mine.db"], input=asked,
                                  capture_output=True, text=True, check=True)
            return int(told.stdout)

        try:
            return between(engine.pid, rows, seconds, 15)
        finally:
            engine.send_signal(signal.SIGTERM)
            engine.wait(60)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def fuxa_project(ports):
    devices = {}
    for number, port in enumerate(ports):
        tags = {f"t{number}-{i}": {"id": f"t{number}-{i}", "name": f"t{number}-{i}",
                                   "type": "UInt16", "memaddress": "400000",
                                   "address": str(i + 1),
                                   "daq": {"enabled": True, "changed": True, "interval": 1}}
                for i in range(TAGS)}
        devices[f"d{number}"] = {"id": f"d{number}", "name": f"d{number}", "enabled": True,
                                 "type": "ModbusTCP", "polling": 1000, "tags": tags,
                                 "property": {"address": f"127.0.0.1:{port}", "slaveid": "1"}}
    return {"version": "1.00", "devices": devices, "hmi": {"views": []},
            "server": {"id": "0", "name": "FUXA Server", "type": "FuxaServer", "property": {}}}


def post_when_up(port, project):
    body = json.dumps(project).encode()
    for _ in range(120):
        try:
            request = urllib.request.Request(f"http://127.0.0.1:{port}/api/project", body,
                                             {"Content-Type": "application/json"})
            urllib.request.urlopen(request, timeout=20).read()
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("stored_values: FUXA does not answer")


def fuxa(folder, binaries, devices, seconds):
    with tempfile.TemporaryDirectory() as base, Server(binaries, devices) as server:
        port = free_port()
        process = subprocess.Popen(["node", folder / "main.js", "--port", str(port),
                                    "--userDir", base],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        def rows():
            total = 0
            for name in pathlib.Path(base).rglob("daq-data_*.db"):
                with sqlite3.connect(f"file:{name}?mode=ro", uri=True, timeout=20) as file:
                    total += file.execute("SELECT count(*) FROM data").fetchone()[0]
            return total

        try:
            post_when_up(port, fuxa_project(server.ports))
            return between(process.pid, rows, seconds, 20)
        finally:
            process.terminate()
            process.wait(20)


def main():
    words_of_call = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words_of_call.add_argument("--bin", type=pathlib.Path, required=True, help="build/release/bin")
    words_of_call.add_argument("--seconds", type=int, default=30)
    call = words_of_call.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    peer = os.environ.get("FIREDAMP_FUXA")
    cases = [("firedampd", lambda: ours(call.bin, call.seconds))]
    for devices in (10, 20) if peer else ():
        cases.append((f"FUXA, {devices * TAGS} values/s offered",
                      lambda n=devices: fuxa(pathlib.Path(peer), call.bin, n, call.seconds)))
    print(f"{'':32}{'values/s':>12}{'CPU us/value':>14}{'rate x':>10}{'CPU x':>10}")
    first = None
    for name, run in cases:
        rows, cpu, spent = run()
        rate, cost_us = rows / spent, 1e6 * cpu / max(rows, 1)
        first = first or (rate, cost_us)
        print(f"{name:32}{rate:12.0f}{cost_us:14.2f}{first[0] / max(rate, 1):10.1f}"
              f"{cost_us / first[1]:10.1f}", flush=True)
    if not peer:
        print("FUXA: not installed (FIREDAMP_FUXA names no folder)")


if __name__ == "__main__":
    main()
