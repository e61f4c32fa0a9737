// What all 8051 boards share: the chip, its line with the RS-485 driver, the supply, the contacts
// behind P2.0 and P2.1, and the 24C02 on P1.6 and P1.7 (not on boards with an AT89S51).
#pragma once

#include <memory>

#include "mcs51/chip.h"
#include "parts/adc0809.h"
#include "parts/eeprom_24c02.h"
#include "simnode/device.h"
#include "simnode/mcs51_image.h"
#include "simnode/supply.h"

namespace firedamp {

class Mcs51Board : public Device, protected mcs51::Bus {
 public:
  Mcs51Board(Mcs51Image image, std::uint32_t seed);

  void setInputs(const SensorInputs& inputs) override { sensors_ = inputs; }
  void receive(std::span<const std::uint8_t> bytes) override;
  void takeSent(std::vector<std::uint8_t>& to) override;
  void advance(std::int64_t at_us) override;
  std::uint8_t coils() const override;
  Contacts& contacts() override { return contacts_; }
  void powerCycle(const PowerCut& cut) override { supply_.cut(now_us_, cut); }
  std::string kind() const override { return "8051 image " + image_.name; }
  std::string stopped() const override;

  // For tests. The chip is there while the board has power.
  mcs51::Chip* chip() { return chip_.get(); }
  Eeprom24c02& eeprom() { return eeprom_; }
  virtual std::string displayLine(unsigned) const { return {}; }  // flow: 0 or 1, UTF-8
  virtual unsigned displayViolations() const { return 0; }
  virtual std::uint64_t pulsesGiven() const { return 0; }

 protected:
  static constexpr std::int64_t step_us = 1000;

  const SensorInputs& sensors() const { return sensors_; }
  SupplyState supplyNow() const { return supply_.at(now_us_); }
  void setPins(int port, unsigned mask, unsigned levels);
  std::uint64_t cycles() const;      // since the first power-up, off times included
  std::int64_t now_ns() const;       // the same as a time
  // Sensors and switches onto the pins; once a millisecond of power.
  virtual void drivePins() = 0;
  // Runs the chip up to that cycle of cycles().
  virtual void runTo(std::uint64_t cycle);
  virtual void portChanged(int, std::uint8_t) {}
  virtual void poweredUp() {}
  virtual void powerLost() {}

  std::uint8_t readExternal(std::uint16_t) override { return 0xFF; }
  void writeExternal(std::uint16_t, std::uint8_t) override {}

 private:
  void portWritten(int port, std::uint8_t latch) override;
  void serialSent(std::uint8_t byte) override;
  void movePower();

  Mcs51Image image_;
  std::uint32_t seed_;
  SensorInputs sensors_;
  Supply supply_;
  Contacts contacts_;
  Eeprom24c02 eeprom_;
  std::vector<std::uint8_t> sent_;
  std::int64_t now_us_ = 0;
  std::uint64_t poweredAt_ = 0;  // in cycles()
  std::unique_ptr<mcs51::Chip> chip_;
};

// With an ADC0809 on the bus where P2.7 = 0 (address bit 15).
class AdcBoard : public Mcs51Board {
 public:
  using Mcs51Board::Mcs51Board;

 protected:
  void setCount(unsigned channel, std::int32_t count);
  void powerLost() override { adc_.powerLost(); }
  std::uint8_t readExternal(std::uint16_t address) override;
  void writeExternal(std::uint16_t address, std::uint8_t value) override;

 private:
  Adc0809 adc_;
};

std::unique_ptr<Mcs51Board> makeMethaneBoard(Mcs51Image image, std::uint32_t seed);
std::unique_ptr<Mcs51Board> makeRelayBoard(Mcs51Image image, std::uint32_t seed);
std::unique_ptr<Mcs51Board> makeFlowBoard(Mcs51Image image, std::uint32_t seed);

}  // namespace firedamp
