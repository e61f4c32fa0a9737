#include "io/loop.h"

#include <utility>
#include <vector>

#include <boost/asio/post.hpp>

#include "io/loop_native.h"

namespace firedamp {

Loop::Loop() : native_(std::make_unique<Native>()) {}
Loop::~Loop() = default;

void Loop::run() noexcept {
  std::vector<std::function<void()>> tasks;
  while (native_->context.run_one() != 0) {
    while (!native_->afterwards.empty() && !native_->context.stopped()) {
      tasks.swap(native_->afterwards);
      for (const std::function<void()>& task : tasks) task();
      tasks.clear();
    }
  }
}

void Loop::afterwards(std::function<void()> task) {
  native_->afterwards.push_back(std::move(task));
}

void Loop::post(std::function<void()> task) {
  boost::asio::post(native_->context, std::move(task));
}

void Loop::stop() { native_->context.stop(); }

}  // namespace firedamp
