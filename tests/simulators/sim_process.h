// firedamp-sim as a child of a test, and a plain client of its ports. Dies with the test.
#pragma once

#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QRegularExpression>
#include <QStringList>

#include <csignal>
#include <cstdint>
#include <sys/prctl.h>
#include <vector>

namespace firedamp {

class SimProcess : public QProcess {
 public:
  explicit SimProcess(const QStringList& arguments);
  ~SimProcess() override;

  // Reads on until a line matches; empty when none does in time or the program ends.
  QRegularExpressionMatch waitFor(const QString& pattern, int patience_ms = 20'000);
  // One command, its one answer.
  QString command(const QString& line);
  QStringList lines() const { return lines_; }
  // Runs to its end: exit code, or -1 when it does not end by itself.
  int finish(int patience_ms = 20'000);
  QString errors() { return QString::fromUtf8(readAllStandardError()); }

 private:
  QStringList lines_;
  qsizetype searched_ = 0;
};

// A blocking client with a patience, on TCP or on a terminal.
class PortClient {
 public:
  static PortClient tcp(int port);
  static PortClient terminal(const QString& path);
  ~PortClient();
  PortClient(PortClient&& other) noexcept;
  PortClient(const PortClient&) = delete;

  bool isOpen() const { return descriptor_ >= 0; }
  bool send(const std::vector<std::uint8_t>& bytes);
  // Reads until `count` bytes are here, the peer hangs up, or the patience ends.
  std::vector<std::uint8_t> receive(std::size_t count, int patience_ms = 3000);
  // True when the peer hangs up within the patience.
  bool hangsUp(int patience_ms = 5000);

 private:
  explicit PortClient(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

// IDENTITY of `unit` as Modbus TCP and as RTU; and the same answered, tried for some seconds.
std::vector<std::uint8_t> identityOverTcp(std::uint8_t unit);
std::vector<std::uint8_t> identityOverRtu(std::uint8_t unit);

}  // namespace firedamp
