// How much of the wire's time at 9600 baud the engine's loop uses: pseudo terminals whose far side
// takes as long as the wire would, 1 and 32 of them in one loop. The link alone shows the loop; the
// bus adds the silence between frames that the protocol asks for (SPEC, timing).
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <thread>

#include "bench/peers.h"
#include "bench/table.h"
#include "io/make_link.h"
#include "io/timer.h"
#include "session/frame.h"

namespace firedamp::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr double seconds = 4;
constexpr int rounds = 3;

// FC03 of the LIVE page: 8 bytes out, 37 back, 10 bits each.
const Bytes question = encode({1, Function::readHolding, 0, 16, 0, {}, 0}, Framing::rtu);
constexpr std::size_t answerBytes = 37;
const Clock::duration wireTime =
    std::chrono::microseconds{(question.size() + answerBytes) * 10 * 1'000'000 / 9600};

class PacedPorts {
 public:
  explicit PacedPorts(std::size_t count) : ports_(count) {
    for (Port& port : ports_) {
      port.master = ::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
      if (::grantpt(port.master) != 0 || ::unlockpt(port.master) != 0) continue;
      std::array<char, 128> name{};
      if (::ptsname_r(port.master, name.data(), name.size()) == 0) port.path = name.data();
    }
    thread_ = std::thread{[this] { serve(); }};
  }
  ~PacedPorts() {
    stop_ = true;
    thread_.join();
    for (const Port& port : ports_) ::close(port.master);
  }
  const std::string& path(std::size_t index) const { return ports_[index].path; }

 private:
  struct Port {
    int master = -1;
    std::string path;
    std::size_t heard = 0;
    std::optional<Clock::time_point> answerAt;
  };

  void serve() {
    Bytes answer(answerBytes, 0);
    answer[0] = 1;
    answer[1] = 0x03;
    answer[2] = answerBytes - 5;
    const std::uint16_t crc = crc16(std::span{answer}.first(answerBytes - 2));
    answer[answerBytes - 2] = static_cast<std::uint8_t>(crc & 0xFF);
    answer[answerBytes - 1] = static_cast<std::uint8_t>(crc >> 8);
    std::vector<pollfd> waiting(ports_.size());
    while (!stop_) {
      std::optional<Clock::time_point> next;
      for (std::size_t i = 0; i < ports_.size(); ++i) {
        waiting[i] = {ports_[i].master, POLLIN, 0};
        const auto due = ports_[i].answerAt;
        if (due && (!next || *due < *next)) next = due;
      }
      const auto wait = next ? std::max(*next - Clock::now(), Clock::duration{0})
                             : Clock::duration{std::chrono::milliseconds{20}};
      const timespec time{0, static_cast<long>(wait.count())};
      ::ppoll(waiting.data(), waiting.size(), &time, nullptr);
      for (std::size_t i = 0; i < ports_.size(); ++i) exchange(ports_[i], waiting[i], answer);
    }
  }

  static void exchange(Port& port, const pollfd& waiting, const Bytes& answer) {
    std::array<std::uint8_t, 256> bytes;
    if ((waiting.revents & POLLIN) != 0) {
      const ssize_t count = ::read(port.master, bytes.data(), bytes.size());
      if (count > 0) port.heard += static_cast<std::size_t>(count);
      if (port.heard >= question.size()) {
        port.heard = 0;
        port.answerAt = Clock::now() + wireTime;
      }
    }
    if (port.answerAt && *port.answerAt <= Clock::now()) {
      port.answerAt.reset();
      (void)!::write(port.master, answer.data(), answer.size());
    }
  }

  std::vector<Port> ports_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

struct Line {
  std::unique_ptr<Link> link;
  std::size_t heard = 0;
  std::unique_ptr<Timer> gap;
};

// Polls per second and CPU of all lines; `silence` before each next question.
Rate lineRate(std::size_t count, Duration silence) {
  PacedPorts ports{count};
  Loop loop;
  std::vector<Line> lines(count);
  long polls = 0;
  const auto heard = [&](Line& line, const WireEvent& event) {
    const auto ask = [&line] { line.link->send(question); };
    if (event.kind == WireEvent::Kind::up) return ask();
    if (event.kind != WireEvent::Kind::received) return;
    line.heard += event.bytes.size();
    if (line.heard < answerBytes) return;
    line.heard = 0;
    ++polls;
    silence == Duration{0} ? ask() : line.gap->armIn(silence, ask);
  };
  for (std::size_t i = 0; i < count; ++i) {
    LinkSite site;
    site.kind = LinkKind::serial;
    site.device = ports.path(i);
    lines[i].gap = std::make_unique<Timer>(loop);
    lines[i].link = makeLink(site, LinkId{static_cast<std::uint32_t>(i)}, loop);
    lines[i].link->open([&heard, line = &lines[i]](const WireEvent& event) {
      heard(*line, event);
    });
  }
  Timer end{loop};
  end.armIn(Duration{static_cast<std::int64_t>(seconds * 1e6)}, [&loop] { loop.stop(); });
  const auto begin = Clock::now();
  const double cpu = threadCpuSeconds();
  loop.run();
  const std::chrono::duration<double> spent = Clock::now() - begin;
  const double used = threadCpuSeconds() - cpu;
  lines.clear();
  return {static_cast<double>(polls) / spent.count(), used / spent.count()};
}

}  // namespace

void serialUse() {
  pinToFirstCpu();
  const double limit = 1 / std::chrono::duration<double>(wireTime).count();
  constexpr Duration busSilence = std::chrono::milliseconds{5};
  std::vector<std::vector<std::string>> rows{
      {"", "polls/s per port", "x wire limit", "CPU of the loop"}};
  const auto row = [&](const std::string& name, std::size_t count, Duration silence) {
    std::vector<Rate> all;
    for (int i = 0; i < rounds; ++i) all.push_back(lineRate(count, silence));
    std::sort(all.begin(), all.end(),
              [](const Rate& a, const Rate& b) { return a.perSecond < b.perSecond; });
    const Rate middle = all[rounds / 2];
    const double each = middle.perSecond / static_cast<double>(count);
    rows.push_back({name, number(each, 2), number(each / limit, 3),
                    number(100 * middle.cpuMicroseconds, 2) + " %"});
  };
  row("1 port", 1, Duration{0});
  row("32 ports", 32, Duration{0});
  row("1 port, silence of 5 ms between frames", 1, busSilence);
  row("32 ports, silence of 5 ms between frames", 32, busSilence);
  print("Serial bus at 9600 baud, polls of 8 + 37 bytes: wire limit " + number(limit, 2) +
            " polls/s",
        rows);
}

}  // namespace firedamp::bench
