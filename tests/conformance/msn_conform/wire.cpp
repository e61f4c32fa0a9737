#include "msn_conform/wire.h"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <map>
#include <thread>

#include "msn/crc16.h"
#include "msn/length.h"
#include "msn/mbap.h"

namespace firedamp::conform {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto rest = std::chrono::milliseconds{15};  // more than 3.5 characters at 2400 baud

// 0 when it is no positive number.
int numberOf(const std::string& text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && number > 0 ? number : 0;
}

int connectTo(const Link& link, std::string& fault) {
  addrinfo wish{};
  wish.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const std::string port = std::to_string(link.number);
  if (const int error = getaddrinfo(link.name.c_str(), port.c_str(), &wish, &found); error != 0) {
    fault = link.name + ": " + gai_strerror(error);
    return -1;
  }
  const int descriptor = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0 || connect(descriptor, found->ai_addr, found->ai_addrlen) != 0) {
    fault = link.name + ":" + port + ": " + std::strerror(errno);
  }
  freeaddrinfo(found);
  const int on = 1;
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return descriptor;
}

int openSerial(const Link& link, std::string& fault) {
  static const std::map<int, speed_t> speeds{{1200, B1200},   {2400, B2400},   {4800, B4800},
                                             {9600, B9600},   {19200, B19200}, {38400, B38400},
                                             {57600, B57600}, {115200, B115200}};
  const auto speed = speeds.find(link.number);
  if (speed == speeds.end()) {
    fault = std::to_string(link.number) + " baud: not a usual rate";
    return -1;
  }
  const int descriptor = open(link.name.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
  termios line{};
  if (descriptor < 0 || tcgetattr(descriptor, &line) != 0) {
    fault = link.name + ": " + std::strerror(errno);
    return descriptor;
  }
  cfmakeraw(&line);
  line.c_cflag |= CLOCAL | CREAD;
  cfsetspeed(&line, speed->second);
  if (tcsetattr(descriptor, TCSANOW, &line) != 0) fault = link.name + ": " + std::strerror(errno);
  return descriptor;
}

bool crcHolds(const Bytes& frame) {
  std::uint16_t crc = MSN_CRC_START;
  for (const std::uint8_t byte : frame) crc = msn_crc16_push(crc, byte);
  return crc == 0;
}

}  // namespace

std::optional<Link> parseLink(const std::string& text) {
  const std::size_t first = text.find(':');
  if (first == std::string::npos) return {};
  const std::string kind = text.substr(0, first);
  const std::string restOf = text.substr(first + 1);
  const std::size_t last = restOf.rfind(':');
  const int number = last == std::string::npos ? 0 : numberOf(restOf.substr(last + 1));
  if (kind == "serial" && !restOf.empty()) {
    if (number > 0) return Link{LinkKind::serial, restOf.substr(0, last), number};
    return Link{LinkKind::serial, restOf, 9600};
  }
  if (number == 0 || last == 0 || number > 65535) return {};
  if (kind == "tcp") return Link{LinkKind::tcp, restOf.substr(0, last), number};
  if (kind == "rtutcp") return Link{LinkKind::rtuTcp, restOf.substr(0, last), number};
  return {};
}

Wire::~Wire() {
  if (descriptor_ >= 0) close(descriptor_);
}

std::string Wire::open(const Link& link) {
  link_ = link;
  std::string fault;
  descriptor_ = link.kind == LinkKind::serial ? openSerial(link, fault) : connectTo(link, fault);
  return fault;
}

void Wire::settle() {
  std::this_thread::sleep_for(rest);
  receive(1, Clock::now());
  received_.clear();
}

bool Wire::silent() {
  const Bytes heard = receive(1, Clock::now() + silence);
  received_.clear();
  return heard.empty();
}

void Wire::sendBytes(std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = write(descriptor_, bytes.data(), bytes.size());
    if (sent <= 0) return;  // whoever waits for the answer notices
    bytes = bytes.subspan(static_cast<std::size_t>(sent));
  }
}

void Wire::send(std::uint8_t unit, const Bytes& pdu) {
  Bytes frame(MSN_ADU_MAX);
  frame.resize(raw() ? msn_rtu_build(frame.data(), unit, pdu.data(), pdu.size())
                     : msn_mbap_build(frame.data(), ++transaction_, unit, pdu.data(), pdu.size()));
  settle();
  sendBytes(frame);
}

Bytes Wire::ask(std::uint8_t unit, const Bytes& pdu) {
  send(unit, pdu);
  const auto until = Clock::now() + patience;
  return raw() ? receiveRtu(unit, until) : receiveTcp(until);
}

// All that came, at least so many bytes or until the deadline.
Bytes Wire::receive(std::size_t atLeast, Clock::time_point until) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    pollfd ready{descriptor_, POLLIN, 0};
    const auto wait = static_cast<int>(std::max<std::int64_t>(left, 0));
    if (received_.size() >= atLeast || ::poll(&ready, 1, wait) <= 0) return received_;
    std::uint8_t bytes[512];
    const ssize_t count = read(descriptor_, bytes, sizeof bytes);
    if (count <= 0) return received_;
    received_.insert(received_.end(), bytes, bytes + count);
  }
}

Bytes Wire::receiveTcp(Clock::time_point until) {
  for (std::size_t wanted = MSN_MBAP_HEADER;;) {
    const Bytes heard = receive(wanted, until);
    msn_mbap header{};
    const auto result = msn_mbap_parse(heard.data(), heard.size(), &header);
    if (result == MSN_MBAP_FRAME && header.transaction == transaction_) {
      return {header.pdu, header.pdu + header.pdu_length};
    }
    if (result == MSN_MBAP_BAD || heard.size() < wanted) return {};
    if (result == MSN_MBAP_FRAME) received_.erase(received_.begin(), received_.begin() +
                                                  header.frame_length);
    wanted = result == MSN_MBAP_FRAME ? std::size_t{MSN_MBAP_HEADER} : header.frame_length;
  }
}

Bytes Wire::receiveRtu(std::uint8_t unit, Clock::time_point until) {
  const Bytes head = receive(3, until);
  if (head.size() < 3) return {};
  const auto told = static_cast<std::uint8_t>(std::min<std::size_t>(head.size(), 255));
  const std::uint16_t length = msn_reply_length(head.data(), told);
  const Bytes frame = length == 0 ? Bytes{} : receive(length, until);
  if (frame.size() != length || length == 0 || frame[0] != unit || !crcHolds(frame)) return {};
  return {frame.begin() + 1, frame.end() - 2};
}

}  // namespace firedamp::conform
