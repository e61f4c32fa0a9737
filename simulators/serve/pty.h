// A pseudo terminal in raw mode: our end is a serial port's far side.
#pragma once

#include <string>

namespace firedamp {

class Pty {
 public:
  Pty() = default;
  ~Pty() { close(); }
  Pty(const Pty&) = delete;
  Pty& operator=(const Pty&) = delete;

  bool open();         // false: `error` says why
  void close();        // whoever has the name open sees a hang-up
  int release();       // hands over our end; the caller closes it
  const std::string& name() const { return name_; }
  const std::string& error() const { return error_; }

 private:
  int ours_ = -1;
  int theirs_ = -1;  // held open, so that our end never reads "hung up" between two users
  std::string name_;
  std::string error_;
};

}  // namespace firedamp
