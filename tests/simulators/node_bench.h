// A device and a Modbus RTU master beside it, in virtual time; a paced bench keeps to the wall
// clock, for a device that runs in its own time.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <random>
#include <span>
#include <thread>
#include <vector>

#include "msn/crc16.h"
#include "msn/length.h"
#include "msn/mbap.h"
#include "simnode/device.h"

namespace firedamp {

struct NodeEventRecord {
  std::uint16_t seq;
  std::uint32_t uptime_ms;
  std::uint8_t code;
  std::uint8_t channel;
  std::int16_t value;
};

class NodeBench {
 public:
  explicit NodeBench(DevicePtr node, std::uint8_t unit, bool paced = false)
      : device(std::move(node)), unit_(unit), paced_(paced) {}

  void run(std::int64_t milliseconds) {
    device->setInputs(inputs);
    const std::int64_t end_us = now_us_ + milliseconds * 1000;
    while (paced_ && now_us_ + paceStep_us < end_us) pace(paceStep_us);
    if (paced_) return pace(end_us - now_us_);
    now_us_ = end_us;
    device->advance(now_us_);
  }

  // The reply without address and CRC; empty when none came within `patience_ms`. A paced bench
  // asks again, as a master does: a busy host can tear a request apart.
  std::vector<std::uint8_t> ask(const std::vector<std::uint8_t>& pdu, int patience_ms = 300) {
    if (!paced_) return askOnce(pdu, patience_ms);
    for (int attempt = 0; attempt < 6; ++attempt) {
      const std::vector<std::uint8_t> reply = askOnce(pdu, 1000);
      if (!reply.empty()) return reply;
    }
    return {};
  }

  std::vector<std::uint16_t> read(std::uint16_t address, std::uint8_t count) {
    const auto high = static_cast<std::uint8_t>(address >> 8);
    const auto low = static_cast<std::uint8_t>(address);
    const std::vector<std::uint8_t> reply = ask({3, high, low, 0, count});
    std::vector<std::uint16_t> registers;
    if (reply.size() != 2u + 2u * count || reply[0] != 3) return registers;
    for (std::size_t i = 2; i + 1 < reply.size(); i += 2) {
      registers.push_back(static_cast<std::uint16_t>(reply[i] * 256 + reply[i + 1]));
    }
    return registers;
  }

  // The oldest records of the event window, at most `most`.
  std::vector<NodeEventRecord> events(std::uint8_t most) {
    return recordsOf(read(0x0010, static_cast<std::uint8_t>(most * 5)));
  }

  // The same, then acknowledged: tag and acknowledge written together, as a poll does.
  std::vector<NodeEventRecord> takeEvents(std::uint8_t most) {
    const std::vector<NodeEventRecord> records = events(most);
    if (records.empty()) return records;
    const std::uint16_t seq = records.back().seq;
    ask({16, 3, 0, 0, 2, 4, 0, 1, static_cast<std::uint8_t>(seq >> 8),
         static_cast<std::uint8_t>(seq)});
    return records;
  }

  std::uint32_t uptime_ms() {
    const auto registers = read(0x0004, 2);
    return registers.size() == 2 ? std::uint32_t{registers[0]} << 16 | registers[1] : 0;
  }

  DevicePtr device;
  SensorInputs inputs;

 private:
  static constexpr std::int64_t paceStep_us = 5000;

  std::vector<std::uint8_t> askOnce(const std::vector<std::uint8_t>& pdu, int patience_ms) {
    std::vector<std::uint8_t> frame(MSN_RTU_MAX);
    frame.resize(msn_rtu_build(frame.data(), unit_, pdu.data(), pdu.size()));
    std::vector<std::uint8_t> reply;
    device->takeSent(reply);
    reply.clear();  // what came too late for the question before
    device->receive(frame);
    for (int i = 0; i < patience_ms && !whole(reply); ++i) {
      run(1);
      device->takeSent(reply);
    }
    run(10);  // silence before the next request
    if (!whole(reply)) return {};
    return {reply.begin() + 1, reply.end() - 2};
  }

  void pace(std::int64_t step_us) {
    now_us_ += step_us;
    device->advance(now_us_);
    std::this_thread::sleep_until(started_ + std::chrono::microseconds{now_us_});
  }

  static std::vector<NodeEventRecord> recordsOf(const std::vector<std::uint16_t>& registers) {
    std::vector<NodeEventRecord> records;
    for (std::size_t i = 0; i + 4 < registers.size(); i += 5) {
      const std::uint16_t* at = &registers[i];
      if (at[3] == 0) continue;
      records.push_back({at[0], std::uint32_t{at[1]} << 16 | at[2],
                         static_cast<std::uint8_t>(at[3] >> 8), static_cast<std::uint8_t>(at[3]),
                         static_cast<std::int16_t>(at[4])});
    }
    return records;
  }

  static bool whole(const std::vector<std::uint8_t>& reply) {
    if (reply.size() < 4) return false;
    const auto known = static_cast<std::uint8_t>(std::min<std::size_t>(reply.size(), 255));
    if (msn_reply_length(reply.data(), known) != reply.size()) return false;
    std::uint16_t crc = MSN_CRC_START;
    for (const std::uint8_t byte : reply) crc = msn_crc16_push(crc, byte);
    return crc == 0;
  }

  std::uint8_t unit_;
  bool paced_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::int64_t now_us_ = 0;
};

}  // namespace firedamp
