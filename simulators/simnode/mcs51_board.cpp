#include "simnode/mcs51_board.h"

#include <algorithm>

#include "simnode/board51_pins.h"

namespace firedamp {
namespace {

constexpr std::size_t sentMax = 4096;  // nobody takes it: the rest is lost

std::uint64_t cyclesAt(std::int64_t at_us) {
  return static_cast<std::uint64_t>(at_us / 1000) * mcs51::cycles_per_second / 1000;
}

}  // namespace

Mcs51Board::Mcs51Board(Mcs51Image image, std::uint32_t seed)
    : image_(std::move(image)), seed_(seed), eeprom_(seed) {
  eeprom_.setPresent(image_.part.timer2);
}

void Mcs51Board::receive(std::span<const std::uint8_t> bytes) {
  for (const std::uint8_t byte : bytes) {
    if (chip_) chip_->uart().lineIn(byte);
  }
}

void Mcs51Board::takeSent(std::vector<std::uint8_t>& to) {
  to.insert(to.end(), sent_.begin(), sent_.end());
  sent_.clear();
}

std::uint64_t Mcs51Board::cycles() const {
  return poweredAt_ + (chip_ ? chip_->cycles() : 0);
}

std::int64_t Mcs51Board::now_ns() const {
  return static_cast<std::int64_t>(cycles() * 1'250'000 / 1152);  // 921600 cycles per second
}

void Mcs51Board::advance(std::int64_t at_us) {
  while (now_us_ + step_us <= at_us) {
    movePower();
    now_us_ += step_us;
    if (chip_) {
      drivePins();
      runTo(cyclesAt(now_us_));
    }
    contacts_.advance(now_us_, coils());
  }
}

void Mcs51Board::runTo(std::uint64_t cycle) {
  if (cycle > poweredAt_) chip_->runUntil(cycle - poweredAt_);
}

void Mcs51Board::movePower() {
  const bool on = supplyNow() != SupplyState::off;
  if (on == (chip_ != nullptr)) return;
  if (on) {
    poweredAt_ = cyclesAt(now_us_);
    mcs51::Bus& bus = *this;
    chip_ = std::make_unique<mcs51::Chip>(image_.part, bus, image_.code, seed_++);
    poweredUp();
    return;
  }
  eeprom_.powerLost(now_ns());
  powerLost();
  chip_.reset();
  sent_.clear();
}

std::uint8_t Mcs51Board::coils() const {
  return chip_ ? static_cast<std::uint8_t>(~chip_->latch(2) & pins51::relays) : std::uint8_t{0};
}

std::string Mcs51Board::stopped() const {
  if (!chip_) return {};
  return chip_->poweredDown() ? "in power-down" : chip_->violation();
}

void Mcs51Board::setPins(int port, unsigned mask, unsigned levels) {
  chip_->setPins(port, static_cast<std::uint8_t>(mask), static_cast<std::uint8_t>(levels));
}

// While the chip is being built there is no chip_ yet: its reset leaves all lines high.
void Mcs51Board::portWritten(int port, std::uint8_t latch) {
  if (!chip_) return;
  if (port == 1) {
    eeprom_.lines((latch & pins51::scl) != 0, (latch & pins51::sda) != 0, now_ns());
    setPins(1, pins51::sda, eeprom_.sda() ? pins51::sda : 0u);
  }
  portChanged(port, latch);
}

// A byte that ends after the driver let go of the pair reaches nobody.
void Mcs51Board::serialSent(std::uint8_t byte) {
  const bool driving = (chip_->latch(3) & pins51::driver) == 0;
  if (driving && sent_.size() < sentMax) sent_.push_back(byte);
}

void AdcBoard::setCount(unsigned channel, std::int32_t count) {
  adc_.setInput(channel, static_cast<std::uint8_t>(std::clamp(count, 0, 255)));
}

std::uint8_t AdcBoard::readExternal(std::uint16_t address) {
  const bool selected = (address & 0x8000u) == 0 && (address & 0xFFu) == pins51::adcRead;
  return selected ? adc_.read(now_ns()) : std::uint8_t{0xFF};
}

void AdcBoard::writeExternal(std::uint16_t address, std::uint8_t) {
  const unsigned low = address & 0xFFu;
  if ((address & 0x8000u) == 0 && low >= pins51::adcStart) {
    adc_.start(low - pins51::adcStart, now_ns());
  }
}

}  // namespace firedamp
