// A program that we start and that dies with us: killed by the kernel when this process ends, and
// by the destructor. Its standard error comes back through a pipe; it has no input and no output.
#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

namespace firedamp {

class ChildProcess {
 public:
  ChildProcess() = default;
  ~ChildProcess() { stop(); }
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // words[0] is looked up in PATH. False: it could not be started.
  bool start(const std::vector<std::string>& words);
  void stop();
  bool running();                 // reaps it when it has ended
  std::string readErrors();       // what it wrote since the last call; never blocks

 private:
  pid_t pid_ = -1;
  int errors_ = -1;
};

// Full path of a program in PATH; empty when there is none.
std::string findProgram(const std::string& name);

}  // namespace firedamp
