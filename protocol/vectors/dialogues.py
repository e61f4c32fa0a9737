"""Whole dialogues with a node: what a host says, what happens at the pins, and every byte of the
answers as SPEC.md has it. MACs come from the `openssl` program.

Tokens of the input, in order: hex = a frame, then 10 steps of 1 ms; `~ms*n` = n steps; `name:value`
= an input of the node from now on; `!` = power off and on; `?` = coils, lamp, horn.
State: class, level (0: no key), key. Serial 0x12345678, address 5, boot id 0x12345678 (the
memory counts up to it), and after each `!` one more. Expected: all bytes of all answers, and those of each `?`.
"""
import struct

from wire import FLOW, METHANE, RELAY, crc16, framed, line, openssl_cmac

TRAINING = b"FIREDAMP TRAININ"
ADDRESS = 5
BOOT = 0x12345678
OPERATOR = 1001
STEPS_OF_A_FRAME = 10
REMOTE, CLOSE, LOOP = 1, 2, 4
TRIP_FN, CLOSE_FN, COMMIT_FN, MODE_FN, MUTE_FN = 1, 2, 3, 4, 5
OK, TIMEOUT, NO_SELECT, BLOCKED, LOCAL, ALREADY, AUTH_FAIL, LOCKED_OUT, RANGE, UNKNOWN = (
    0, 1, 2, 4, 5, 6, 8, 9, 10, 12)


def words(*values):
    return b"".join(struct.pack(">H", value & 0xFFFF) for value in values)


class Dialogue:
    def __init__(self, node_class, level=1):
        self.node_class, self.level = node_class, level
        self.boot, self.selections, self.now_ms = BOOT, 0, 0
        self.staged = list({1: METHANE, 2: FLOW, 3: RELAY}[node_class])
        self.tokens, self.expected = [], b""

    def set(self, **inputs):
        self.tokens += [f"{name}:{value}" for name, value in inputs.items()]
        return self

    def wait(self, step_ms, count):
        self.tokens.append(f"~{step_ms}*{count}")
        self.now_ms += step_ms * count
        return self

    def say(self, request, answer, address=ADDRESS):
        """PDU and PDU of the answer; None: silence."""
        self.tokens.append(framed(bytes([address]) + request).hex())
        self.now_ms += STEPS_OF_A_FRAME
        if answer is not None:
            self.expected += framed(bytes([ADDRESS]) + answer)
        return self

    def write(self, at, *values):
        head = b"\x10" + words(at, len(values))
        return self.say(head + bytes([2 * len(values)]) + words(*values), head)

    def read(self, at, *values):
        return self.say(b"\x03" + words(at, len(values)),
                        b"\x03" + bytes([2 * len(values)]) + words(*values))

    def power_cycle(self):
        self.tokens.append("!")
        self.boot, self.selections, self.now_ms = self.boot + 1, 0, 0
        return self

    def pins(self, coils, lamp=0, horn=0):
        self.tokens.append("?")
        self.expected += bytes([coils, lamp, horn])
        return self

    def head(self, events):
        """Number of the event that is `events` after the boot event."""
        return ((self.boot & 0xFF) << 8) + 1 + events

    # SPEC.md 9
    def nonce(self, function, target, param):
        if self.level == 0:
            return 2 * words(self.boot & 0xFFFF, self.selections)
        block = (bytes([0x4E, ADDRESS]) + struct.pack(">IH", self.boot, self.selections) +
                 bytes([function, target]) + words(param, OPERATOR, 0))
        return openssl_cmac(TRAINING, block)[:8]

    def answered(self, op, status, nonce, left_ds, detail=0):
        return (b"\x17\x0e" + bytes([status, op]) + nonce + words(left_ds, detail))

    def ask(self, op, target, param, rest=b""):
        values = bytes([op, target]) + words(param, OPERATOR) + rest
        return (b"\x17" + words(0x0320, 7, 0x0310, len(values) // 2) + bytes([len(values)]) + values)

    def select(self, function, target=0, param=0, status=OK, detail=0, nonce=bytes(8)):
        """Returns the nonce; `nonce`: what stands there when it is refused."""
        left = 0
        if status == OK:
            self.selections += 1
            nonce, left = self.nonce(function, target, param), 100
        self.say(self.ask(0x10 | function, target, param),
                 self.answered(0x10 | function, status, nonce, left, detail))
        return nonce

    def proof(self, function, target, param, nonce):
        if self.level == 0:
            return nonce
        message = bytes([0x41, ADDRESS, function, target]) + words(param, OPERATOR) + nonce
        if function == COMMIT_FN:
            message += words(*self.staged)
        return openssl_cmac(TRAINING, message)[:8]

    def operate(self, function, target, param, nonce, status=OK, proof=None, told=None):
        """`told`: what stands in the nonce's place afterwards."""
        proof = proof or self.proof(function, target, param, nonce)
        return self.say(self.ask(0x20 | function, target, param, proof),
                        self.answered(0x20 | function, status, told or nonce, 0))

    def text(self, name, kind):
        key = f" key={TRAINING.hex()}" if self.level else ""
        return line(name, kind, " ".join(self.tokens), f"class={self.node_class} level={self.level}"
                    + key, self.expected.hex())


def config_crc(page):
    return crc16(words(*page))


def live(talk, status, events, own, page, tag=0, pending=None):
    pending = events + 1 if pending is None else pending
    head = talk.head(events)
    return words(tag, status, head, head - pending + 1, talk.now_ms >> 16, talk.now_ms,
                 talk.boot, config_crc(page), *own)


RESTART, LOCAL_SWITCH = 0x2000, 0x1000


def make_live_pack():
    talk = Dialogue(1).set(gas=47, temp=-213, supply=4987, pins=REMOTE).wait(100, 3)
    own = (47, 0, -213, 4987, 0x80, 47, 47, 0x1000)
    talk.say(bytes.fromhex("0300000010"), b"\x03\x20" + live(talk, RESTART, 0, own, METHANE))
    talk.read(9, 0)
    talk.read(14, 47, 0x1000)
    yield talk.text("methane", "live-pack")
    talk = Dialogue(1).set(gas=65526, supply=12, pins=0, feedback=2).wait(100, 3)
    own = (-10, 0, 0, 12, 0x80, -10 & 0xFFFF, 0, 0x1200)
    # The contact was seen twice: event 11.
    talk.say(bytes.fromhex("0300000010"),
             b"\x03\x20" + live(talk, RESTART | LOCAL_SWITCH, 1, own, METHANE))
    yield talk.text("methane-negative-local", "live-pack")
    talk = Dialogue(2).set(p=10132, temp=200, pins=REMOTE).wait(100, 22)
    own = (0, 0, 0, 0, 10132, 200, 0, 0)
    talk.say(bytes.fromhex("0400000010"), b"\x04\x20" + live(talk, RESTART, 0, own, FLOW))
    talk.say(bytes.fromhex("030600000c"), b"\x03\x18" + bytes(24))
    yield talk.text("flow-still", "live-pack")
    talk = Dialogue(3).set(pins=REMOTE).wait(100, 3)
    own = (0, 0, 0, 0x0404, 30, 0, 1, 0x0404)  # power-up lock, minimum off time
    talk.say(bytes.fromhex("0300000010"), b"\x03\x20" + live(talk, RESTART, 0, own, RELAY))
    yield talk.text("relay-power-up", "live-pack")


def closable(level):
    return Dialogue(1, level).set(gas=40, pins=REMOTE).wait(100, 3)


def make_secured():
    yield from nonces()
    yield from proofs()


def nonces():
    for level in (0, 1):
        talk = closable(level)
        for target in (0, 1, 0):
            talk.select(CLOSE_FN, target)
        talk.power_cycle().wait(100, 3)
        talk.select(CLOSE_FN, 1)
        yield talk.text(f"nonces-of-level-{level}", "secured")
    talk = closable(1)
    talk.select(MODE_FN, 7, 0x011E)
    talk.select(MUTE_FN, 0, 10)
    talk.select(TRIP_FN, 0xFF)
    yield talk.text("nonces-of-other-functions", "secured")


def proofs():
    for level in (0, 1):
        talk = closable(level)
        nonce = talk.select(CLOSE_FN, 1)
        talk.operate(CLOSE_FN, 1, 0, nonce).pins(2)
        talk.operate(CLOSE_FN, 1, 0, nonce, NO_SELECT).pins(2)
        yield talk.text(f"close-level-{level}", "secured")
    talk = closable(2)
    nonce = talk.select(CLOSE_FN, 1)
    told = openssl_cmac(TRAINING, bytes([0x52, ADDRESS, CLOSE_FN, 1, OK, 0]) + words(OPERATOR) +
                        nonce)[:8]
    talk.operate(CLOSE_FN, 1, 0, nonce, told=told).pins(2)
    yield talk.text("level-2-signs-its-result", "secured")
    for byte in range(8):
        talk = closable(1)
        nonce = talk.select(CLOSE_FN)
        wrong = bytearray(talk.proof(CLOSE_FN, 0, 0, nonce))
        wrong[byte] ^= 1 << byte
        talk.operate(CLOSE_FN, 0, 0, nonce, AUTH_FAIL, bytes(wrong)).pins(0)
        yield talk.text(f"wrong-in-byte-{byte}", "secured")


def make_dialogue():
    yield commit().text("commit-survives-power-off", "dialogue")
    yield changed_between().text("staged-page-changed-between", "dialogue")
    yield lock_out().text("lock-out", "dialogue")
    yield trips().text("gas-trips-what-was-closed", "dialogue")
    yield manners().text("manners", "dialogue")
    yield alarm_events().text("events-by-poll", "dialogue")
    yield relay_waits().text("relay-waits-a-minute", "dialogue")


def commit():
    talk = Dialogue(1).set(gas=40, pins=REMOTE).wait(100, 3)
    talk.write(0x0504, 70)
    talk.staged[4] = 70
    talk.read(0x0404, 80).read(0x0504, 70)
    nonce = talk.select(COMMIT_FN)
    talk.operate(COMMIT_FN, 0, 0, nonce).read(0x0404, 70)
    talk.power_cycle().wait(100, 1).read(0x0404, 70)
    talk.write(0x0504, 100)  # WARN at ALARM
    talk.select(COMMIT_FN, status=RANGE)
    return talk.read(0x0404, 70)


def changed_between():
    talk = Dialogue(1).set(gas=40, pins=REMOTE).wait(100, 3)
    talk.write(0x0504, 70)
    talk.staged[4] = 70
    nonce = talk.select(COMMIT_FN)
    proof = talk.proof(COMMIT_FN, 0, 0, nonce)
    talk.write(0x0506, 400)
    talk.operate(COMMIT_FN, 0, 0, nonce, AUTH_FAIL, proof)
    return talk.read(0x0404, 80).read(0x0406, 150).read(0x0205, 1)


def lock_out():
    talk = closable(1)
    nonce = talk.select(CLOSE_FN)
    talk.operate(CLOSE_FN, 0, 0, nonce, AUTH_FAIL, bytes(8)).read(0x0205, 1)
    talk.select(CLOSE_FN, status=LOCKED_OUT, nonce=nonce)
    talk.wait(100, 48)
    talk.select(CLOSE_FN, status=LOCKED_OUT, nonce=nonce)
    talk.wait(100, 2)
    nonce = talk.select(CLOSE_FN)
    return talk.operate(CLOSE_FN, 0, 0, nonce).pins(1)


def trips():
    talk = closable(1)
    for target in (0, 1):
        talk.operate(CLOSE_FN, target, 0, talk.select(CLOSE_FN, target))
    talk.set(feedback=3).wait(100, 2).pins(3)
    talk.set(gas=149).wait(100, 30).pins(3, 1, 1)
    talk.set(gas=150).wait(100, 2).pins(0, 1, 1)
    talk.set(gas=40, feedback=0).wait(100, 30).pins(0)
    return talk.say(bytes.fromhex("0308000001"), bytes.fromhex("8302"))


def manners():
    talk = Dialogue(1).set(pins=REMOTE).wait(100, 3)
    talk.say(bytes.fromhex("0301000001"), bytes.fromhex("03024d53"))
    talk.say(bytes.fromhex("0301000001"), None, address=6)
    talk.say(bytes.fromhex("0300000001"), None, address=0)
    talk.say(bytes.fromhex("0307000001"), bytes.fromhex("8302"))
    talk.say(bytes.fromhex("0300000000"), bytes.fromhex("8303"))
    talk.say(bytes.fromhex("06040400aa"), bytes.fromhex("8602"))
    talk.say(bytes.fromhex("060308a401"), bytes.fromhex("8603"))
    talk.say(bytes.fromhex("060308a501"), bytes.fromhex("060308a501"))
    talk.say(bytes.fromhex("060308a5ff"), None, address=0)
    return talk.read(0x0202, 4).read(0x020B, 3)


def alarm_events():
    talk = Dialogue(1).set(gas=40, pins=REMOTE).wait(100, 3)
    talk.set(gas=120).wait(100, 2)
    first, at = talk.head(0), talk.now_ms
    own = (120, 0, 0, 0, 0x82, 120, 120, 0x1000)
    events = words(first, 0, 0, 0x0100, 1, first + 1, 0, at, 0x4000, 120, first + 2, 0, at, 0x4200,
                   120)
    talk.say(bytes.fromhex("17 0000 001f 0300 0002 04 0007 0000"),
             b"\x17\x3e" + live(talk, RESTART | 3, 2, own, METHANE, tag=7) + events)
    talk.say(bytes.fromhex("17 0000 001a 0300 0002 04 0008") + words(first + 1),
             b"\x17\x34" + live(talk, 3, 2, own, METHANE, tag=8, pending=1) +
             words(first + 2, 0, at, 0x4200, 120, 0, 0, 0, 0, 0))
    return talk.pins(0, 1, 1)


def relay_waits():
    talk = Dialogue(3).set(pins=REMOTE).wait(1000, 59)
    talk.select(CLOSE_FN, status=BLOCKED, detail=0x0420)  # and the host is lost
    talk.write(0x0300, 1)
    talk.wait(1000, 2)
    nonce = talk.select(CLOSE_FN)
    talk.operate(CLOSE_FN, 0, 0, nonce).pins(1)
    talk.set(locks=1).wait(1, 1).pins(0)
    return talk.read(14, 7)


KINDS = {"live-pack": make_live_pack, "secured": make_secured, "dialogue": make_dialogue}
