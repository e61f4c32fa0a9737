#include "io/loop.h"

#include <utility>

#include <boost/asio/post.hpp>

#include "io/loop_native.h"

namespace firedamp {

Loop::Loop() : native_(std::make_unique<Native>()) {}
Loop::~Loop() = default;

void Loop::run() noexcept { native_->context.run(); }

void Loop::post(std::function<void()> task) {
  boost::asio::post(native_->context, std::move(task));
}

void Loop::stop() { native_->context.stop(); }

}  // namespace firedamp
