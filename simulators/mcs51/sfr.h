// Special function registers of the AT89S51/AT89S52 (Atmel data sheets doc2487, doc1919).
#pragma once

#include <array>
#include <cstdint>

namespace firedamp::mcs51 {

enum Sfr : std::uint8_t {
  sfrP0 = 0x80, sfrSp = 0x81, sfrDp0l = 0x82, sfrDp0h = 0x83, sfrDp1l = 0x84, sfrDp1h = 0x85,
  sfrPcon = 0x87, sfrTcon = 0x88, sfrTmod = 0x89, sfrTl0 = 0x8A, sfrTl1 = 0x8B, sfrTh0 = 0x8C,
  sfrTh1 = 0x8D, sfrAuxr = 0x8E, sfrP1 = 0x90, sfrScon = 0x98, sfrSbuf = 0x99, sfrP2 = 0xA0,
  sfrAuxr1 = 0xA2, sfrWdtrst = 0xA6, sfrIe = 0xA8, sfrP3 = 0xB0, sfrIp = 0xB8, sfrT2con = 0xC8,
  sfrRcap2l = 0xCA, sfrRcap2h = 0xCB, sfrTl2 = 0xCC, sfrTh2 = 0xCD, sfrPsw = 0xD0, sfrAcc = 0xE0,
  sfrB = 0xF0,
};

enum Bits : std::uint8_t {
  pswCarry = 0x80, pswAux = 0x40, pswOverflow = 0x04,
  pconSmod = 0x80, pconPof = 0x10, pconPowerDown = 0x02, pconIdle = 0x01,
  tconTf1 = 0x80, tconTr1 = 0x40, tconTf0 = 0x20, tconTr0 = 0x10,
  tconIe1 = 0x08, tconIt1 = 0x04, tconIe0 = 0x02, tconIt0 = 0x01,
  sconRen = 0x10, sconTb8 = 0x08, sconRb8 = 0x04, sconTi = 0x02, sconRi = 0x01, sconSm2 = 0x20,
  t2Tf2 = 0x80, t2Exf2 = 0x40, t2Rclk = 0x20, t2Tclk = 0x10, t2Exen2 = 0x08, t2Tr2 = 0x04,
  t2Counter = 0x02, t2Capture = 0x01,
  auxrWdidle = 0x10,
};

// The register file as the peripherals see it. Side effects of reads and writes are the chip's.
struct Registers {
  std::array<std::uint8_t, 128> bytes{};
  std::uint8_t& operator[](std::uint8_t address) { return bytes[address & 0x7Fu]; }
  std::uint8_t operator[](std::uint8_t address) const { return bytes[address & 0x7Fu]; }
  bool has(std::uint8_t address, std::uint8_t mask) const { return ((*this)[address] & mask) != 0; }
  void set(std::uint8_t address, std::uint8_t mask) {
    (*this)[address] = static_cast<std::uint8_t>((*this)[address] | mask);
  }
  void clear(std::uint8_t address, std::uint8_t mask) {
    (*this)[address] = static_cast<std::uint8_t>((*this)[address] & ~mask);
  }
};

}  // namespace firedamp::mcs51
