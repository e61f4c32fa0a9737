// A handler that outlives its owner must do nothing. Life hands out guarded copies of handlers;
// they are mute as soon as the Life is gone. One thread (the loop's).
#pragma once

#include <memory>
#include <utility>

namespace firedamp {

class Life {
 public:
  template <typename Handler>
  auto guard(Handler handler) const {
    return [life = std::weak_ptr<int>(token_),
            handler = std::move(handler)](auto&&... values) mutable {
      if (!life.expired()) handler(std::forward<decltype(values)>(values)...);
    };
  }
  // Everything guarded so far is mute from now on.
  void renew() { token_ = std::make_shared<int>(); }

 private:
  std::shared_ptr<int> token_ = std::make_shared<int>();
};

}  // namespace firedamp
