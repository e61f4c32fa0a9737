#include "simulators/sim_process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

#include "msn/mbap.h"

namespace firedamp {

SimProcess::SimProcess(const QStringList& arguments) {
  setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
  start(QStringLiteral(FIREDAMP_BINARY_DIR "/bin/firedamp-sim"), arguments);
  waitForStarted();
}

SimProcess::~SimProcess() {
  if (state() == QProcess::NotRunning) return;
  terminate();
  if (!waitForFinished(5000)) kill();
  waitForFinished(5000);
}

QRegularExpressionMatch SimProcess::waitFor(const QString& pattern, int patience_ms) {
  const QRegularExpression wanted{pattern};
  QElapsedTimer timer;
  timer.start();
  for (;;) {
    while (canReadLine()) lines_.append(QString::fromUtf8(readLine()).trimmed());
    for (; searched_ < lines_.size(); ++searched_) {
      const auto match = wanted.match(lines_.at(searched_));
      if (!match.hasMatch()) continue;
      ++searched_;
      return match;
    }
    const auto left = patience_ms - timer.elapsed();
    if (left <= 0 || (state() == QProcess::NotRunning && !canReadLine())) return {};
    waitForReadyRead(static_cast<int>(qMin<qint64>(left, 200)));
  }
}

QString SimProcess::command(const QString& line) {
  write(line.toUtf8() + "\n");
  return waitFor("^(ok|error).*").captured(0);
}

int SimProcess::finish(int patience_ms) {
  if (state() != QProcess::NotRunning && !waitForFinished(patience_ms)) return -1;
  return exitStatus() == QProcess::NormalExit ? exitCode() : -1;
}

PortClient PortClient::tcp(int port) {
  const int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    return PortClient{client};
  }
  close(client);
  return PortClient{-1};
}

PortClient PortClient::terminal(const QString& path) {
  return PortClient{open(path.toLocal8Bit().constData(), O_RDWR | O_NOCTTY | O_CLOEXEC)};
}

PortClient::PortClient(PortClient&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

PortClient::~PortClient() {
  if (descriptor_ >= 0) close(descriptor_);
}

bool PortClient::send(const std::vector<std::uint8_t>& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    pollfd ready{descriptor_, POLLOUT, 0};
    if (poll(&ready, 1, 2000) <= 0 || (ready.revents & (POLLHUP | POLLERR)) != 0) return false;
    const ssize_t count = write(descriptor_, bytes.data() + done, bytes.size() - done);
    if (count <= 0) return false;
    done += static_cast<std::size_t>(count);
  }
  return true;
}

std::vector<std::uint8_t> PortClient::receive(std::size_t count, int patience_ms) {
  std::vector<std::uint8_t> bytes;
  QElapsedTimer timer;
  timer.start();
  while (bytes.size() < count && timer.elapsed() < patience_ms) {
    pollfd ready{descriptor_, POLLIN, 0};
    if (poll(&ready, 1, static_cast<int>(patience_ms - timer.elapsed())) <= 0) break;
    std::uint8_t buffer[256];
    const ssize_t got = read(descriptor_, buffer, std::min(sizeof buffer, count - bytes.size()));
    if (got <= 0) break;
    bytes.insert(bytes.end(), buffer, buffer + got);
  }
  return bytes;
}

bool PortClient::hangsUp(int patience_ms) {
  QElapsedTimer timer;
  timer.start();
  while (timer.elapsed() < patience_ms) {
    pollfd ready{descriptor_, POLLIN, 0};
    if (poll(&ready, 1, 100) <= 0) continue;
    std::uint8_t buffer[256];
    if (read(descriptor_, buffer, sizeof buffer) <= 0) return true;
  }
  return false;
}

namespace {
const std::vector<std::uint8_t> identityPdu{3, 1, 0, 0, 16};
}

std::vector<std::uint8_t> identityOverTcp(std::uint8_t unit) {
  std::vector<std::uint8_t> frame(MSN_ADU_MAX);
  frame.resize(msn_mbap_build(frame.data(), 7, unit, identityPdu.data(), identityPdu.size()));
  return frame;
}

std::vector<std::uint8_t> identityOverRtu(std::uint8_t unit) {
  std::vector<std::uint8_t> frame(MSN_RTU_MAX);
  frame.resize(msn_rtu_build(frame.data(), unit, identityPdu.data(), identityPdu.size()));
  return frame;
}

}  // namespace firedamp
