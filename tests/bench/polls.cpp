// Polls per second of the engine's I/O loop against a raw epoll client, libmodbus and pymodbus, all
// against one raw epoll server, everything on one CPU, taking turns.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>

#include "bench/exchange.h"
#include "bench/peers.h"
#include "bench/table.h"

namespace firedamp::bench {
namespace {

constexpr std::size_t rounds = 5;
constexpr double seconds = 0.5;

Rate libmodbusPolls(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return {};
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const auto client = theirClient(Wire::tcp, socket);
  bool good = true;
  const double cpu = threadCpuSeconds();
  const double perSecond = rate(seconds, [&] { good = good && client->poll(); });
  const double used = threadCpuSeconds() - cpu;
  return good ? Rate{perSecond, used * 1e6 / (perSecond * seconds)} : Rate{};
}

// Debian packages it for the system's own interpreter. Nothing when it is not installed.
Rate pymodbusPolls(std::uint16_t port) {
  const std::string script =
      "import time\n"
      "from pymodbus.client import ModbusTcpClient\n"
      "c = ModbusTcpClient('127.0.0.1', port=" + std::to_string(port) + ")\n"
      "c.connect()\n"
      "n, t = 0, time.monotonic()\n"
      "while time.monotonic() - t < 1:\n"
      "    assert len(c.read_holding_registers(0, 16, 1).registers) == 16\n"
      "    n += 1\n"
      "print(n / (time.monotonic() - t))\n";
  FILE* python = ::popen(("/usr/bin/python3 -c \"" + script + "\" 2>/dev/null").c_str(), "r");
  double perSecond = 0;
  if (python == nullptr) return {};
  if (std::fscanf(python, "%lf", &perSecond) != 1) perSecond = 0;
  ::pclose(python);
  return {perSecond, 0};
}

// From npm, where somebody has installed it; no part of this project.
Rate modbusSerialPolls(std::uint16_t port) {
  const std::string script =
      "const M=require('modbus-serial'),c=new M();"
      "c.connectTCP('127.0.0.1',{port:" + std::to_string(port) + "}).then(async()=>{"
      "c.setID(1);let n=0;const t=Date.now();"
      "while(Date.now()-t<1000){await c.readHoldingRegisters(0,16);n++}"
      "console.log(n*1000/(Date.now()-t));process.exit(0)})";
  FILE* node = ::popen(("node -e \"" + script + "\" 2>/dev/null").c_str(), "r");
  double perSecond = 0;
  if (node == nullptr) return {};
  if (std::fscanf(node, "%lf", &perSecond) != 1) perSecond = 0;
  ::pclose(node);
  return {perSecond, 0};
}

struct Subject {
  std::string name;
  std::function<Rate()> run;
  std::vector<Rate> measured;
};

Rate median(std::vector<Rate> all) {
  std::sort(all.begin(), all.end(),
            [](const Rate& a, const Rate& b) { return a.perSecond < b.perSecond; });
  return all[all.size() / 2];
}

}  // namespace

int onePoller(bool link) {
  const RawServer server;
  const Rate rate = link ? linkPolls(server.port(), 1, 1, true) : rawPolls(server.port(), 1, 1);
  std::printf("%.0f polls\n", rate.perSecond);
  return 0;
}

void polls() {
  pinToFirstCpu();
  takeTurnsInPeace();
  if (!allowDescriptors(10'500)) std::printf("\ntoo few descriptors for 5000 connections\n");
  const RawServer server;
  const std::uint16_t port = server.port();
  std::vector<Subject> subjects;
  for (const std::size_t count : {std::size_t{1}, std::size_t{100}, std::size_t{5000}}) {
    const std::string at = ", " + std::to_string(count) + " conn.";
    subjects.push_back({"raw epoll" + at, [=] { return rawPolls(port, count, seconds); }, {}});
    subjects.push_back(
        {"Link" + at, [=] { return linkPolls(port, count, seconds, false); }, {}});
    subjects.push_back(
        {"Link, parsed" + at, [=] { return linkPolls(port, count, seconds, true); }, {}});
  }
  subjects.push_back({"libmodbus, 1 conn.", [=] { return libmodbusPolls(port); }, {}});
  subjects.push_back({"pymodbus, 1 conn.", [=] { return pymodbusPolls(port); }, {}});
  subjects.push_back({"modbus-serial, 1 conn.", [=] { return modbusSerialPolls(port); }, {}});
  for (std::size_t round = 0; round < rounds; ++round) {
    for (Subject& subject : subjects) subject.measured.push_back(subject.run());
  }
  std::vector<std::vector<std::string>> rows{{"", "polls/s", "CPU us/poll", "x raw epoll"}};
  double raw = 0;
  for (const Subject& subject : subjects) {
    const Rate middle = median(subject.measured);
    if (subject.name.rfind("raw", 0) == 0) raw = middle.perSecond;
    const bool single = subject.name.find(", 1 conn.") != std::string::npos;
    const double floor = single ? median(subjects[0].measured).perSecond : raw;
    rows.push_back(middle.perSecond == 0
                       ? std::vector<std::string>{subject.name, "not installed", "", ""}
                       : std::vector<std::string>{subject.name, number(middle.perSecond),
                                                  number(middle.cpuMicroseconds, 2),
                                                  number(middle.perSecond / floor, 2)});
  }
  print("Polls of one CPU, client and server on it; medians of 5 rounds in turn", rows);
  std::printf("  FUXA: not measured, it is not installed (a program of npm, outside this tree)\n");
}

}  // namespace firedamp::bench
