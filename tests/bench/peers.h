// The far ends of the I/O benches and what they share: pinning, CPU time, a raw epoll server and
// client as the floor.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace firedamp::bench {

void pinToFirstCpu();      // the calling thread and what it starts
// Nobody who is woken stops whoever runs: each works off what has come and then waits, so that no
// subject is measured by how the scheduler happened to slice it. Threads started later, too.
void takeTurnsInPeace();
double threadCpuSeconds();  // of the calling thread, user and system
bool allowDescriptors(std::size_t count);

// FC03 of the LIVE page over MBAP, 12 bytes; its reply, 41 bytes.
constexpr std::size_t kPollBytes = 12, kReplyBytes = 41;
std::vector<std::uint8_t> livePoll(std::uint16_t transaction);

// Answers each poll at once; one thread, epoll, no parsing beyond the length.
class RawServer {
 public:
  RawServer();
  ~RawServer();
  std::uint16_t port() const { return port_; }

 private:
  void serve();
  int listener_ = -1, epoll_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

struct Rate {
  double perSecond = 0;
  double cpuMicroseconds = 0;  // of the polling thread, per poll
};

// Every connection has one poll under way. All three run `seconds` in the calling process.
Rate rawPolls(std::uint16_t port, std::size_t connections, double seconds);
// Loop and Link of supervisor/io; `parsed`: each reply through the session's ReplyParser.
Rate linkPolls(std::uint16_t port, std::size_t connections, double seconds, bool parsed);

}  // namespace firedamp::bench
