// What a Loop is made of; for the files of this folder that speak Asio.
#pragma once

#include <functional>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include "io/loop.h"

namespace firedamp {

struct Loop::Native {
  boost::asio::io_context context{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> busy{
      context.get_executor()};
  std::vector<std::function<void()>> afterwards;
};

}  // namespace firedamp
