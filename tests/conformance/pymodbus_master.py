#!/usr/bin/env python3
"""Another foreign judge: pymodbus asks a node. Usage: pymodbus_master.py LINK UNIT, the link as
msn-conform takes it (tcp:HOST:PORT or serial:DEV). Prints "pymodbus agrees" and ends with 0."""
import sys

from pymodbus.client import ModbusSerialClient, ModbusTcpClient
from pymodbus.exceptions import ModbusException


def client_of(link):
    kind, _, rest = link.partition(":")
    if kind == "tcp":
        host, _, port = rest.rpartition(":")
        return ModbusTcpClient(host, port=int(port), timeout=3)
    return ModbusSerialClient(rest, baudrate=9600, timeout=3)


def expect(what, got, wanted):
    if got != wanted:
        sys.exit(f"{what}: {got}, not {wanted}")


def judge(client, unit):
    identity = client.read_holding_registers(0x0100, 16, slave=unit)
    expect("identity", identity.isError(), False)
    expect("magic", identity.registers[0], 0x4D53)
    again = client.read_input_registers(0x0100, 16, slave=unit)
    expect("FC04", again.registers, identity.registers)
    poll = client.readwrite_registers(read_address=0, read_count=16, write_address=0x0300,
                                      write_registers=[0x1234, 0], unit=unit)
    expect("tag", poll.registers[0], 0x1234)
    expect("gap", client.read_holding_registers(0x0F00, 1, slave=unit).exception_code, 2)
    expect("page end", client.read_holding_registers(0x0100, 17, slave=unit).exception_code, 2)
    expect("magic of trip", client.write_register(0x0308, 0x5A01, slave=unit).exception_code, 3)
    relays = identity.registers[12]
    if relays:
        expect("trip", client.write_register(0x0308, 0xA500 | (1 << relays) - 1,
                                             slave=unit).isError(), False)
    written = client.write_registers(0x0300, [7, 0], slave=unit)
    expect("FC16", written.isError(), False)


def main():
    client = client_of(sys.argv[1])
    if not client.connect():
        sys.exit("no connection")
    try:
        judge(client, int(sys.argv[2]))
    except ModbusException as problem:
        sys.exit(f"pymodbus: {problem}")
    print("pymodbus agrees")


if __name__ == "__main__":
    main()
