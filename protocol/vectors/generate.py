#!/usr/bin/env python3
"""Makes the conformance vectors. Run once per kind; the files are then frozen and read by people.

Nothing here shares a line with the C code: the CRC is bitwise, frames are packed here, the
threshold is this file's own, AES comes from the `openssl` program.
Usage: generate.py FOLDER [kind ...]
"""
import math
import pathlib
import random
import struct
import sys

import dialogues
from wire import METHANE, FLOW, RELAY, crc16, framed, line, openssl_block, openssl_cmac

HEAD = "# Made by generate.py, then frozen. id | kind | input | state | expected\n"


def make_crc16():
    rng = random.Random(16)
    cases = {"check": b"123456789", "one-zero": b"\0", "one-ff": b"\xff", "poll":
             bytes.fromhex("051700000010030000020400010000"), "trip": bytes.fromhex("05060308a501")}
    for length in (2, 3, 7, 16, 40):
        cases[f"random-{length}"] = rng.randbytes(length)
    for name, data in cases.items():
        yield line(name, "crc16", data.hex(), "-", f"{crc16(data):04x}")


# What a node hears: frames that end by their length or by 4 ms of silence, tokens `~n` are n steps
# of 1 ms, `xx*n` n times the byte. Expected: count and bytes of each frame, then bad and overrun.
def heard(frames, bad=0, overrun=0):
    told = "".join(f"{len(frame):02x}{frame.hex()}" for frame in frames)
    return f"{told}{bad:04x}{overrun:04x}"


def make_rtu():
    read = framed(bytes.fromhex("050300000010"))
    trip = framed(bytes.fromhex("05060308a501"))
    poll = framed(bytes.fromhex("05170000001003000002040001 0000"))
    other = framed(bytes.fromhex("f70300000010"))
    everyone = framed(bytes.fromhex("00060308a5ff"))
    write = framed(bytes.fromhex("0510030000020400010000"))
    foreign = framed(bytes.fromhex("0541aabbcc"))
    shortest = framed(bytes.fromhex("0507"))
    wrong = read[:-1] + bytes([read[-1] ^ 1])
    swapped = read[:-2] + read[-1:] + read[-2:-1]
    cases = [("read", read.hex(), [read]), ("write-one", trip.hex(), [trip]),
             ("poll", poll.hex(), [poll]), ("write", write.hex(), [write]),
             ("other-address", other.hex(), [other]), ("broadcast", everyone.hex(), [everyone]),
             ("two-glued", read.hex() + trip.hex(), [read, trip]),
             ("gap-in-frame-3", f"{read[:4].hex()} ~4 {read[4:].hex()}", [read]),
             ("foreign-function", f"{foreign.hex()} ~5", [foreign]),
             ("shortest", f"{shortest.hex()} ~5", [shortest]),
             ("foreign-unfinished", f"{foreign.hex()} ~4", [])]
    for name, given, frames in cases:
        yield line(name, "rtu-parse", given, "-", heard(frames))
    yield line("wrong-crc", "rtu-parse", f"{wrong.hex()} ~5", "-", heard([], 1))
    yield line("crc-swapped", "rtu-parse", f"{swapped.hex()} ~5", "-", heard([], 1))
    yield line("wrong-then-good", "rtu-parse", f"{wrong.hex()} ~5 {read.hex()}", "-",
               heard([read], 1))
    for cut in (1, 3, 7):
        yield line(f"truncated-{cut}", "rtu-parse", f"{read[:cut].hex()} ~5", "-", heard([], 1))
    yield line("silence-only", "rtu-parse", "~200", "-", heard([]))
    yield line("over-long", "rtu-parse", "55*300 ~5", "-", heard([], 0, 1))
    yield line("over-long-then-good", "rtu-parse", f"55*300 ~5 {read.hex()}", "-",
               heard([read], 0, 1))
    yield line("good-inside-over-long", "rtu-parse", f"55*300 {read.hex()} ~5", "-",
               heard([], 0, 1))


# Expected: result (0 more, 1 frame, 2 bad), frame length; of a frame also transaction, unit, PDU.
def make_mbap():
    pdu = bytes.fromhex("0300000010")

    def adu(transaction, protocol, length, unit, rest):
        return struct.pack(">HHHB", transaction, protocol, length, unit) + rest

    good = adu(0x1234, 0, 6, 5, pdu)
    told = f"01{len(good):04x}123405{len(pdu):02x}{pdu.hex()}"
    yield line("whole", "mbap-parse", good.hex(), "-", told)
    yield line("and-more", "mbap-parse", good.hex() + "ffff", "-", told)
    yield line("shortest", "mbap-parse", adu(0, 0, 2, 255, b"\x07").hex(), "-", "0100080000ff0107")
    for have in (0, 1, 3, 5):
        yield line(f"first-{have}", "mbap-parse", good[:have].hex() or "-", "-", "000000")
    for have in (6, 7, len(good) - 1):
        yield line(f"first-{have}", "mbap-parse", good[:have].hex(), "-", f"00{len(good):04x}")
    longest = adu(1, 0, 254, 1, bytes(253))
    yield line("longest-begun", "mbap-parse", longest[:40].hex(), "-", "000104")
    for protocol in (1, 0x0100, 0xFFFF):
        yield line(f"protocol-{protocol:04x}", "mbap-parse", adu(1, protocol, 6, 5, pdu).hex(), "-",
                   "020000")
    for length in (0, 1, 255, 256, 0xFFFF):
        yield line(f"length-{length}", "mbap-parse", adu(1, 0, length, 5, pdu).hex(), "-", "020000")


# Expected: length of the frame taken as a request, and as a reply; 0 not told.
def make_length():
    rows = [("-", 0, 0), ("05", 0, 0), ("0503", 8, 0), ("05030000", 8, 5), ("050320", 8, 37),
            ("0504fa", 8, 255), ("050603", 8, 8), ("051003", 9, 8), ("05100300000102", 11, 8),
            ("051003000002", 9, 8), ("05170000000a03000002", 13, 5),
            ("0517000000100300000204", 17, 5),
            ("058302", 0, 5), ("0597", 0, 0), ("054100", 0, 0)]
    for given, request, reply in rows:
        yield line(f"head-{given}", "length", given, "-", f"{request:04x}{reply:04x}")


class Threshold:
    """A budget that fills while the comparison wants a change and drains at a quarter else."""

    def __init__(self, on, off, limit, release):
        self.on, self.off, self.limit, self.release = on, off, limit, release
        self.budget, self.active = 0, False

    def see(self, value, elapsed):
        wants = value < self.release if self.active else value >= self.limit
        if not wants:
            self.budget = max(0, self.budget - elapsed // 4)
            return
        self.budget += elapsed
        if self.budget >= (self.off if self.active else self.on):
            self.budget, self.active = 0, not self.active


def threshold_line(name, series, on=200, off=1000, limit=150, release=100):
    judge = Threshold(on, off, limit, release)
    expected = ""
    for value, elapsed, count in series:
        for _ in range(count):
            judge.see(value, elapsed)
        expected += f"{judge.active:02x}"
    given = " ".join(f"{value}:{elapsed}*{count}" for value, elapsed, count in series)
    state = f"on={on} off={off} set={limit} release={release}"
    return line(name, "threshold", given, state, expected)


# Steps value:elapsed*count; expected: active or not after each.
def make_threshold():
    yield threshold_line("below", [(149, 100, 50)])
    yield threshold_line("at-limit", [(150, 100, 1), (150, 100, 1)])
    yield threshold_line("just-before", [(150, 100, 1), (150, 99, 1), (150, 1, 1)])
    yield threshold_line("immediate", [(150, 0, 1)], on=0)
    yield threshold_line("hysteresis", [(150, 100, 2), (100, 100, 50), (99, 100, 9), (99, 100, 1)])
    yield threshold_line("trembles", [(150, 100, 1), (149, 100, 1), (150, 100, 1), (149, 100, 1),
                                      (150, 100, 1)])
    yield threshold_line("drains-quarter", [(150, 100, 1), (149, 100, 3), (150, 100, 1),
                                            (150, 75, 1)])
    yield threshold_line("negative", [(-60, 100, 2), (-49, 100, 2), (-51, 100, 1)], on=100, off=100,
                         limit=-50, release=-50)
    yield threshold_line("extremes", [(32767, 100, 2), (-32768, 100, 10)], limit=32767,
                         release=-32767)
    rng = random.Random(7)
    for number in range(6):
        series = [(rng.randrange(90, 160), rng.choice((4, 25, 50, 100)), rng.randrange(1, 12))
                  for _ in range(20)]
        yield threshold_line(f"random-{number}", series, on=rng.choice((100, 200, 500)),
                             off=rng.choice((200, 1000)))


I16_MAX = 32767
HIGHEST_COUNT = I16_MAX - 4096  # of a sensor that hands over counts itself (SPEC.md 10)

# SPEC.md 10: the ranges of the registers, as signed numbers. (register, from, to)
COMMON_RANGES = [(0, 1, 1), (1, 0, 3600), (2, 0, 3)]
RANGES = {
    1: [(3, 0, 3600), (7, 1, I16_MAX), (8, 0, I16_MAX), (9, 0, 10), (10, 0, 255),
        (11, -4096, 4096), (12, 0, I16_MAX), (14, -I16_MAX - 1, -1), (15, 1, 255)],
    2: [(3, 0, 3), (6, -400, 850), (7, 3000, 13000), (8, 0, I16_MAX), (9, 0, I16_MAX),
        (10, 0, I16_MAX), (11, 0, 255), (12, 0, 255), (13, 0, I16_MAX)],
    3: [(3, 0, 3), (4, 3, 3), (5, 1, 255), (6, 0, 250), (7, 0, 1), (8, 0, 250), (9, 0, 0x7F),
        (10, 0, 250), (11, 0, 250)],
}


def signed(word):
    return (word & 0xFFFF ^ 0x8000) - 0x8000


def methane_sound(regs):
    warn, alarm, cutoff, restore, hyst = regs[4:9]
    zero, span, range_hi = regs[11:14]
    highest = min(((HIGHEST_COUNT - zero) * span + 2048) // 4096, I16_MAX)
    return (hyst < warn < alarm <= cutoff < range_hi and restore <= cutoff and highest >= cutoff)


def flow_sound(regs):
    k = (regs[4] & 0xFFFF) << 16 | regs[5] & 0xFFFF
    low, high, hyst = regs[9], regs[10], regs[13]
    return k >= 1000 and (high == 0 or low + 2 * hyst < high)


def relay_sound(regs):
    fan, supervised, locks = regs[3], regs[2], regs[9]
    return fan & supervised == 0 and (not locks & 0x08 or locks & 0x12 == 0x12)


def valid(node_class, registers):
    regs = [signed(word) for word in registers]
    sound = {1: methane_sound, 2: flow_sound, 3: relay_sound}
    return (node_class in sound and sound[node_class](regs) and
            all(low <= regs[at] <= high for at, low, high in COMMON_RANGES + RANGES[node_class]))


# Changed registers, and what SPEC.md 10 says of the page as it was read by a person.
CONFIG_EDITS = [
    (1, {4: 11}, 1), (1, {4: 10}, 0), (1, {4: 99}, 1), (1, {4: 100}, 0), (1, {5: 80}, 0),
    (1, {5: 81}, 1), (1, {5: 150}, 1), (1, {5: 151}, 0), (1, {6: 100}, 1), (1, {6: 99}, 0),
    (1, {6: 499}, 1), (1, {6: 500}, 0), (1, {7: 150}, 1), (1, {7: 151}, 0), (1, {8: 79}, 1),
    (1, {8: 80}, 0), (1, {13: 151}, 1), (1, {13: 150}, 0),
    # The highest count must read CUTOFF at least: 28671 * 21 / 4096 is 1.47, * 22 is 1.54 %CH4.
    (1, {12: 1}, 0), (1, {12: 21}, 0), (1, {12: 22}, 1),
    (1, {11: 100, 12: 21, 6: 147}, 0), (1, {11: 0, 12: 21, 6: 147}, 1),
    (1, {11: -100, 12: 21, 6: 147}, 1), (1, {11: -4096, 12: 21, 6: 168}, 1),
    (1, {11: -4096, 12: 21, 6: 169}, 0), (1, {12: 32767, 6: 32766, 13: 32767}, 1),
    (1, {4: 1, 5: 2, 6: 2, 7: 1, 8: 0, 12: 1, 13: 3}, 1),
    (1, {4: 1, 5: 2, 6: 2, 7: 1, 8: 0, 12: 0, 13: 3}, 0),
    (1, {4: 0, 8: 0}, 0), (1, {4: -5, 8: -6}, 0), (1, {8: 32767}, 0), (1, {13: -1}, 0),
    (1, {5: -32768}, 0),
    (2, {4: 0, 5: 1000}, 1), (2, {4: 0, 5: 999}, 0), (2, {4: 1, 5: 0}, 1), (2, {4: 0x8000, 5: 0}, 1),
    (2, {9: 10, 10: 11}, 1), (2, {9: 10, 10: 10}, 0), (2, {9: 10, 10: 0}, 1),
    (2, {9: 10, 10: 15, 13: 2}, 1), (2, {9: 10, 10: 14, 13: 2}, 0), (2, {9: 0, 10: 1}, 1),
    (2, {9: 32767, 10: 32767, 13: 32767}, 0), (2, {9: 32767, 10: 0, 13: 32767}, 1),
    (3, {2: 2, 3: 1}, 1), (3, {3: 1}, 0), (3, {2: 0, 3: 3}, 1), (3, {2: 1, 3: 2}, 1),
    (3, {2: 2, 3: 2}, 0), (3, {2: 1, 3: 3}, 0),
    (3, {9: 0x7F}, 1), (3, {9: 0x1A}, 1), (3, {9: 0x18}, 0), (3, {9: 0x0A}, 0), (3, {9: 0x08}, 0),
    (3, {9: 0x10}, 1), (3, {9: 0x02}, 1), (3, {9: 0x12}, 1), (3, {9: 0x77}, 1),
    (4, {}, 0), (0, {}, 0)]


def both_sides(node_class):
    """Each register at both ends of its range and beyond them; None: it has none of its own."""
    for at, low, high in COMMON_RANGES + RANGES[node_class]:
        for value in (low - 1, low, high, high + 1):
            if -I16_MAX - 1 <= value <= I16_MAX + 1:
                yield node_class, {at: value}, None


# Input: registers of the factory page that are changed.
def make_config():
    factory = {1: METHANE, 2: FLOW, 3: RELAY}
    edits = [(node_class, {}, 1) for node_class in factory] + CONFIG_EDITS
    for node_class in factory:
        edits += both_sides(node_class)
    for node_class, changed, read_as in edits:
        registers = list(factory.get(node_class, RELAY))
        for at, value in changed.items():
            registers[at] = value
        told = valid(node_class, registers)
        assert read_as is None or told == bool(read_as), (node_class, changed)
        edit = " ".join(f"{at}:{signed(value)}" for at, value in changed.items())
        name = "".join(f"-r{at}-{value}" for at, value in changed.items())
        yield line(f"c{node_class}{name}", "cfg-validate", edit or "-", f"class={node_class}",
                   f"{told:02x}")
    for node_class, registers in factory.items():
        words = "".join(f"{word & 0xFFFF:04x}" for word in registers)
        yield line(f"factory-{node_class}", "cfg-default", "-", f"class={node_class}", words)


# State: key. Whole blocks only: that is all the profile uses.
def make_cmac():
    key = bytes.fromhex("2b7e151628aed2a6abf7158809cf4f3c")
    text = bytes.fromhex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                         "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710")
    cases = [("rfc4493-16", key, text[:16]), ("rfc4493-64", key, text)]
    rng = random.Random(4493)
    for number in range(6):
        cases.append((f"random-{number}", rng.randbytes(16), rng.randbytes(16 * (1 + number % 3))))
    for name, its_key, message in cases:
        yield line(name, "cmac", message.hex(), f"key={its_key.hex()}",
                   openssl_cmac(its_key, message).hex())


def make_aes():
    key = bytes.fromhex("2b7e151628aed2a6abf7158809cf4f3c")
    yield line("fips197", "aes", "00112233445566778899aabbccddeeff",
               "key=000102030405060708090a0b0c0d0e0f", "69c4e0d86a7b0430d8cdb78070b4c55a")
    for number in range(4):
        block = random.Random(number).randbytes(16)
        yield line(f"random-{number}", "aes", block.hex(), f"key={key.hex()}",
                   openssl_block(key, block).hex())


def half_mac(key, *parts):
    return openssl_cmac(key, b"".join(parts))[:8].hex()


# SPEC.md 9. Each demand: target, param[2], operator[2], for every function that is secured.
def demands(seed):
    rng = random.Random(seed)
    for function in (1, 2, 3, 4, 5, 6, 7, 11):
        yield (function, rng.randbytes(16), rng.randrange(1, 248), rng.randbytes(5), rng.randbytes(8),
               rng.randbytes(32))


def make_nonce():
    for function, key, address, demand, seed, _ in demands(78):
        boot, selections = seed[:4], seed[4:6]
        plain = bytes([address]) + boot + selections + bytes([0x10 | function]) + demand
        told = half_mac(key, bytes([0x4E, address]), boot, selections, bytes([function]), demand,
                        bytes(2))
        yield line(f"function-{function}", "nonce", plain.hex(), f"key={key.hex()}", told)


# Expected: the empty MAC is refused, what it must be, that this is taken.
def make_mac():
    for function, key, address, demand, nonce, staged in demands(65):
        plain = bytes([address]) + nonce + staged + bytes([0x20 | function]) + demand
        told = half_mac(key, bytes([0x41, address, function]), demand, nonce,
                        staged if function == 3 else b"")
        yield line(f"function-{function}", "mac", plain.hex(), f"key={key.hex()}", f"00{told}01")


def make_result():
    for function, key, address, demand, nonce, staged in demands(82):
        plain = bytes([address]) + nonce + bytes([0x20 | function]) + demand
        told = half_mac(key, bytes([0x52, address, function, demand[0], 0, staged[0]]), demand[3:],
                        nonce)
        yield line(f"function-{function}", "result", plain.hex(),
                   f"key={key.hex()} detail={staged[0]}", told)


def doubled(block):
    value = int.from_bytes(block, "big") << 1
    return ((value ^ 0x87) % (1 << 128) if value >> 128 else value).to_bytes(16, "big")


# Expected: the round keys (FIPS 197, 5.2), then K1 (RFC 4493), which the openssl program judges.
def make_key_area():
    keys = {"fips197-a1": bytes.fromhex("2b7e151628aed2a6abf7158809cf4f3c"),
            "other-key": random.Random(4493).randbytes(16), "training": dialogues.TRAINING}
    for name, key in keys.items():
        area = round_keys(key)
        assert name != "fips197-a1" or area[-16:].hex() == FIPS_A1
        yield line(name, "key-area", "-", f"key={key.hex()}",
                   (area + doubled(openssl_block(key, bytes(16)))).hex())


FIPS_A1 = "d014f9a8c9ee2589e13f0cc8b6630ca6"  # w[40..43] of the standard's example


def sbox():
    """By its definition: the inverse in GF(2^8), then the affine map, by logarithms of 3."""
    powers, logs, value = [], {}, 1
    for exponent in range(255):
        powers.append(value)
        logs[value] = exponent
        value ^= value << 1
        value ^= 0x11B if value & 0x100 else 0
    table = []
    for byte in range(256):
        inverse = powers[-logs[byte] % 255] if byte else 0
        mapped = 0x63
        for by in range(5):
            mapped ^= (inverse << by | inverse >> 8 - by) & 0xFF
        table.append(mapped)
    return table


def round_keys(key):
    table, area, constant = sbox(), bytearray(key), 1
    while len(area) < 176:
        word = area[-4:]
        if len(area) % 16 == 0:
            word = bytearray(table[byte] for byte in word[1:] + word[:1])
            word[0] ^= constant
            constant = constant << 1 ^ (0x11B if constant & 0x80 else 0)
        area += bytes(a ^ b for a, b in zip(area[-16:-12], word))
    return bytes(area)


def muldiv(a, b, c):
    quotient = (2 * a * b + c) // (2 * c) if c else 0xFFFFFFFF
    return min(quotient, 0xFFFFFFFF)


def make_muldiv():
    rng = random.Random(8)
    top = 0xFFFFFFFF
    rows = [(7, 1, 2), (10, 1, 3), (11, 1, 3), (0, 5, 3), (top, top, top), (1, 0x7FFFFFFF, top),
            (1, 0x80000000, top), (top, 1, 1), (0x80000000, 2, 1), (top, 3, 2), (5, 5, 0),
            (top, top, top - 1)]
    rows += [tuple(rng.getrandbits(rng.randint(1, 32)) for _ in range(3)) for _ in range(60)]
    # Carries through whole bytes: of the rounded quotient, then of the product.
    rows += [((2 << n) - 1, 1, 2) for n in (8, 16, 24, 32 - 1)]
    rows += [((1 << n) + 1, top - 4, (2 << n) + 1) for n in (8, 16, 24)]
    for i, (a, b, c) in enumerate(rows):
        yield line(f"muldiv-{i:02}", "muldiv", f"{a:08x}{b:08x}{c:08x}", "",
                   f"{muldiv(a, b, c):08x}")


ONE = 1 << 28


def flow_ratio(comp, p, p_ref, t, t_ref, content):
    if comp == 0:
        return ONE
    ratio = muldiv(muldiv(ONE, p, p_ref), 27315 + 10 * t_ref, 27315 + 10 * t)
    if comp == 1:
        return ratio
    if comp == 3:  # AQ 1027: the density of a mixture of methane and air
        content = min(max(content, 0), 10000)
        ratio = muldiv(ratio, 50000, 50000 - (content * 223 + 50) // 100)
    root = ONE + ratio >> 1
    for _ in range(6):
        root = root + muldiv(ONE, ratio, root) >> 1
    assert abs(root - math.isqrt(ratio << 28)) <= 1, (root, ratio)
    return root


def flow_line(name, pulses, k, comp, p, p_ref, t, t_ref, content):
    ratio = flow_ratio(comp, p, p_ref, t, t_ref, content)
    parts = muldiv(muldiv(pulses, 655360000, k), ratio, ONE)
    pure = muldiv(parts, min(max(content, 0), 10000), 10000)
    out = (ratio, parts, muldiv(parts, 75, 8192), pure, muldiv(pure, 75, 8192))
    return line(name, "flow", f"{pulses:04x}{k:08x}",
                f"comp={comp} p={p} pref={p_ref} t={t} tref={t_ref} ch4={content}",
                " ".join(f"{value:08x}" for value in out))


def make_flow():
    """The first rows are the table of the mine rules: 250 Hz, K 900, 70 kPa, 25 degC, 35 % is
    1000 m3/h, 679.26 at 20 degC and 101.32 kPa, 632.92 at 0 degC."""
    table = [(250, 900000, 7000, 250, 3500), (400, 450000, 4800, 150, 1200),
             (100, 1200000, 10132, 200, 10000)]
    for i, (pulses, k, p, t, content) in enumerate(table):
        for t_ref in (200, 0):
            for comp in (0, 1, 2):
                yield flow_line(f"table-{i}-{t_ref // 10}-{comp}", pulses, k, comp, p, 10132, t,
                                t_ref, content)
    yield flow_line("ends-low", 1, 0xFFFFFFFF, 2, 3000, 13000, 850, -400, -1)
    yield flow_line("ends-high", 32767, 1000, 2, 13200, 3000, -400, 850, 10001)
    yield flow_line("no-pulse", 0, 10000, 1, 10132, 10132, 200, 200, 5000)
    # Orifice form of that table: K 1.2, X 35 %, 50 mmH2O, 560 mmHg, 25 degC is 7.86201 m3/min. The
    # transmitter tells K sqrt(50) = 8.48528 m3/min, so sqrt(2) m3 in 10 s: 19601 / 13860.
    row = flow_line("table-orifice", 19601, 138600000, 3, 7466, 10132, 250, 200, 3500)
    assert abs(int(row.split()[-4], 16) * 60 / 655360 - 7.86201) < 0.0005, row
    yield row
    for content in (-1, 0, 1, 24, 9999, 10000, 10001):  # 24: 53.52 of 50000 is 54
        yield flow_line(f"orifice-{content}", 19601, 138600000, 3, 7466, 10132, 250, 200, content)
    yield flow_line("orifice-ends", 32767, 1000, 3, 13200, 3000, -400, 850, 10000)
    rng = random.Random(10)
    for i in range(40):
        yield flow_line(f"random-{i:02}", rng.randint(0, 7000), rng.randint(1000, 10 ** 7),
                        rng.randint(0, 2), rng.randint(3000, 13200), rng.randint(3000, 13000),
                        rng.randint(-400, 850), rng.randint(-400, 850), rng.randint(0, 10000))


KINDS = {"crc16": make_crc16, "rtu-parse": make_rtu, "mbap-parse": make_mbap, "length": make_length,
         "threshold": make_threshold, "cfg-validate": make_config, "cmac": make_cmac,
         "key-area": make_key_area, "aes": make_aes, "nonce": make_nonce, "mac": make_mac,
         "result": make_result, "muldiv": make_muldiv, "flow": make_flow, **dialogues.KINDS}


def main():
    folder = pathlib.Path(sys.argv[1])
    for kind in sys.argv[2:] or KINDS:
        text = HEAD + "".join(KINDS[kind]())
        (folder / f"{kind}.txt").write_text(text, encoding="ascii")


if __name__ == "__main__":
    main()
