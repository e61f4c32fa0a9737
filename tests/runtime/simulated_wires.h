// Simulated nodes behind real ports - TCP and pseudo terminals - on a thread of their own.
#pragma once

#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "serve/server.h"
#include "simnode/native_node.h"

namespace firedamp::testing {

class SimulatedWires {
 public:
  ~SimulatedWires() {
    if (!thread_.joinable()) return;
    onServer([this] { server_.stop(); });
    thread_.join();
  }

  // Before start(). Methane nodes with these addresses; serial numbers 1000 * wire + address.
  Opened add(PortKind kind, const std::vector<std::uint8_t>& addresses, std::string ptyLink = {}) {
    std::vector<Device*> wire;
    for (const std::uint8_t address : addresses) {
      NodePlate plate;
      plate.address = address;
      plate.serial = 1000 * static_cast<std::uint32_t>(wires_) + address;
      plate.seed = plate.serial + 7;
      devices_.push_back(makeNativeNode(plate).device);
      SensorInputs inputs;
      inputs.methane_cpct = 30 + address;
      devices_.back()->setInputs(inputs);
      wire.push_back(devices_.back().get());
    }
    ++wires_;
    return server_.open(server_.addWire(wire), {kind, 0, std::move(ptyLink)});
  }

  void start() {
    server_.onSlice([this](std::int64_t) {
      std::vector<std::function<void()>> tasks;
      {
        const std::lock_guard hold{mutex_};
        tasks.swap(tasks_);
      }
      for (const auto& task : tasks) task();
    });
    thread_ = std::thread{[this] { server_.run(); }};
  }

  // Runs between two slices; returns when it has run.
  void onServer(std::function<void()> task) {
    std::promise<void> done;
    {
      const std::lock_guard hold{mutex_};
      tasks_.push_back([&] {
        task();
        done.set_value();
      });
    }
    done.get_future().wait();
  }
  Server& server() { return server_; }

 private:
  Server server_;
  std::vector<DevicePtr> devices_;
  std::size_t wires_ = 0;
  std::mutex mutex_;
  std::vector<std::function<void()>> tasks_;
  std::thread thread_;
};

}  // namespace firedamp::testing
