// Polls per second of the engine's I/O loop against a raw epoll client, libmodbus and pymodbus, all
// against one raw epoll server, everything on one CPU, taking turns.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <functional>

#include "bench/exchange.h"
#include "bench/peers.h"
#include "bench/programs.h"
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

// Of those with as many connections: the raw client's rate, and how much faster the link is.
std::vector<std::vector<std::string>> rowsOf(const std::vector<Subject>& subjects) {
  const double link = median(subjects[1].measured).perSecond;
  const double linkCpu = median(subjects[1].measured).cpuMicroseconds;
  std::vector<std::vector<std::string>> rows{
      {"", "polls/s", "CPU us/poll", "x raw epoll", "Link is x", "by CPU x"}};
  double raw = 0;
  for (const Subject& subject : subjects) {
    const Rate middle = median(subject.measured);
    if (subject.name.rfind("raw", 0) == 0) raw = middle.perSecond;
    const bool single = subject.name.find(", 1 conn.") != std::string::npos;
    const double floor = single ? median(subjects[0].measured).perSecond : raw;
    std::vector<std::string> row{subject.name, "not installed", "", "", "", ""};
    if (middle.perSecond > 0) {
      row = {subject.name, number(middle.perSecond), number(middle.cpuMicroseconds, 2),
             number(middle.perSecond / floor, 2),
             single ? number(link / middle.perSecond, 2) : "",
             single ? number(middle.cpuMicroseconds / linkCpu, 2) : ""};
    }
    rows.push_back(std::move(row));
  }
  return rows;
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
  for (const Where where : {Where::pinned, Where::anywhere}) {
    const std::string at =
        where == Where::pinned ? ", 1 conn." : ", 1 conn., client not pinned";
    subjects.push_back({"pymodbus" + at, [=] { return pymodbusPolls(port, where); }, {}});
    subjects.push_back(
        {"modbus-serial" + at, [=] { return modbusSerialPolls(port, where); }, {}});
  }
  for (std::size_t round = 0; round < rounds; ++round) {
    for (Subject& subject : subjects) subject.measured.push_back(subject.run());
  }
  print("Polls of one CPU, client and server on it; medians of 5 rounds in turn", rowsOf(subjects));
}

}  // namespace firedamp::bench
