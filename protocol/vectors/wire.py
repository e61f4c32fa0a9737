"""What the makers of vectors share: CRC, lines, and AES by the `openssl` program."""
import struct
import subprocess

# Factory configurations (SPEC.md 10).
METHANE = [1, 0, 3, 0, 80, 100, 150, 100, 10, 2, 10, 0, 4096, 500, -50, 20]
FLOW = [1, 0, 0, 1, 0, 10000, 200, 10132, 5, 0, 0, 20, 20, 0, 0, 0]
RELAY = [1, 30, 3, 0, 3, 20, 2, 0, 1, 1, 10, 60, 0, 0, 0, 0]


def crc16(data):
    value = 0xFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xA001 if value & 1 else 0)
    return value


def framed(data):
    return bytes(data) + struct.pack("<H", crc16(data))


def line(name, kind, given, state, expected):
    return f"{name} | {kind} | {given} | {state} | {expected}\n"


def openssl_cmac(key, message):
    told = subprocess.run(["openssl", "mac", "-cipher", "AES-128-CBC", "-macopt",
                           f"hexkey:{key.hex()}", "-binary", "CMAC"], input=message, check=True,
                          capture_output=True)
    return told.stdout


def openssl_block(key, block):
    told = subprocess.run(["openssl", "enc", "-aes-128-ecb", "-nopad", "-K", key.hex()],
                          input=block, check=True, capture_output=True)
    return told.stdout
