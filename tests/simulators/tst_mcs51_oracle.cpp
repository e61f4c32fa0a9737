// Our 8051 core against an independent one, s51 of uCsim 0.6.4, on random programs.
#include <QtTest>

#include <csignal>
#include <sys/prctl.h>

#include "mcs51/chip.h"
#include "simulators/random_program.h"

namespace {

using namespace firedamp;
using namespace firedamp::mcs51;

constexpr Part wholePart{"8052 with 64 KB", 256, 65536, true};

class Board : public Bus {
 public:
  std::uint8_t readExternal(std::uint16_t address) override { return ram_[address]; }
  void writeExternal(std::uint16_t address, std::uint8_t value) override { ram_[address] = value; }
  void portWritten(int, std::uint8_t) override {}
  void serialSent(std::uint8_t) override {}

 private:
  std::vector<std::uint8_t> ram_ = std::vector<std::uint8_t>(65536);
};

// What both must agree on: the name shows in a failure.
using Picture = std::map<QString, unsigned>;

QByteArray hexText(const std::vector<std::uint8_t>& code) {
  QByteArray text;
  for (std::size_t at = 0; at < code.size(); at += 32) {
    QByteArray record;
    record.append(char(32)).append(char(at >> 8)).append(char(at & 0xFF)).append(char(0));
    for (std::size_t i = 0; i < 32; ++i) record.append(char(code[at + i]));
    unsigned sum = 0;
    for (const char byte : record) sum += static_cast<unsigned char>(byte);
    record.append(char((0x100 - (sum & 0xFF)) & 0xFF));
    text += ":" + record.toHex().toUpper() + "\n";
  }
  return text + ":00000001FF\n";
}

struct OwnRun {
  Picture picture;
  unsigned steps = 0;
};

OwnRun runOwn(const RandomProgram& program, std::uint32_t seed) {
  Board board;
  Chip chip{wholePart, board, program.code, seed};
  OwnRun run;
  while (chip.pc() != program.end && run.steps < 20000) {
    chip.step();
    ++run.steps;
  }
  for (unsigned cell = 0; cell < 256; ++cell) {
    run.picture[QString("iram %1").arg(cell, 2, 16)] = chip.iram(static_cast<std::uint8_t>(cell));
  }
  run.picture["ACC"] = chip.sfr(sfrAcc);
  run.picture["B"] = chip.sfr(sfrB);
  run.picture["PSW"] = chip.sfr(sfrPsw) & 0xFEu;
  run.picture["SP"] = chip.sfr(sfrSp);
  run.picture["DPTR"] = chip.sfr(sfrDp0h) * 256u + chip.sfr(sfrDp0l);
  run.picture["PC"] = chip.pc();
  run.picture["clocks"] = static_cast<unsigned>(chip.cycles() * 12);
  return run;
}

// Lines of a dump: "0x10   ac 5b f3 8e .[.." (address, cells, text).
void readDump(Picture& picture, const QString& line) {
  static const QRegularExpression dump{"^0x([0-9a-f]{2}) {2,}((?:[0-9a-f]{2} )+)"};
  const auto match = dump.match(line);
  if (!match.hasMatch()) return;
  unsigned cell = match.captured(1).toUInt(nullptr, 16);
  for (const QString& value : match.captured(2).split(' ', Qt::SkipEmptyParts)) {
    picture[QString("iram %1").arg(cell++, 2, 16)] = value.toUInt(nullptr, 16);
  }
}

Picture readOutput(const QString& output) {
  static const std::array<std::pair<const char*, QRegularExpression>, 7> fields{
      {{"ACC", QRegularExpression{"ACC= 0x([0-9a-f]{2})"}},
       {"B", QRegularExpression{" B= 0x([0-9a-f]{2})"}},
       {"PSW", QRegularExpression{"PSW= 0x([0-9a-f]{2})"}},
       {"SP", QRegularExpression{"^SP 0x([0-9a-f]{2})"}},
       {"DPTR", QRegularExpression{"DPTR= 0x([0-9a-f]{4})"}},
       {"PC", QRegularExpression{"PC= 0x([0-9a-f]{6})"}},
       {"clocks", QRegularExpression{"sec \\((\\d+) clks\\)"}}}};
  Picture picture;
  for (const QString& line : output.split('\n')) {
    readDump(picture, line);
    for (const auto& [name, pattern] : fields) {
      const auto match = pattern.match(line);
      if (!match.hasMatch() || (picture.count(name) != 0 && QString{name} == "clocks")) continue;
      picture[name] = match.captured(1).toUInt(nullptr, QString{name} == "clocks" ? 10 : 16);
    }
  }
  picture["PSW"] &= 0xFEu;
  return picture;
}

Picture runOracle(const QString& image, unsigned steps) {
  QProcess s51;
  s51.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
  s51.start("s51", {"-b", "-q", "-t", "52", "-X", "11059200", image});
  s51.write("step " + QByteArray::number(steps) + "\ndump iram 0 0xff\nstate\nkill\n");
  s51.closeWriteChannel();
  if (!s51.waitForFinished(20000)) s51.kill();
  return readOutput(QString::fromUtf8(s51.readAllStandardOutput()));
}

}  // namespace

class Mcs51Oracle : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void random_programs_end_alike_in_both_cores();
};

void Mcs51Oracle::random_programs_end_alike_in_both_cores() {
  if (QStandardPaths::findExecutable("s51").isEmpty()) {
    QSKIP("s51 (package sdcc-ucsim) is not installed: no independent 8051 to compare with");
  }
  const bool given = qEnvironmentVariableIsSet("FIREDAMP_SEED");
  const auto first = given ? qEnvironmentVariable("FIREDAMP_SEED").toUInt()
                           : static_cast<unsigned>(QDateTime::currentSecsSinceEpoch());
  QTemporaryDir directory;
  for (unsigned seed = first; seed < first + 16; ++seed) {
    const RandomProgram program = ProgramWriter{seed}.write(1500);
    const OwnRun own = runOwn(program, seed);
    QVERIFY2(own.picture.at("PC") == program.end,
             qPrintable(QString("seed %1 runs away").arg(seed)));
    const QString image = directory.filePath(QString("p%1.ihx").arg(seed));
    QFile file{image};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(hexText(program.code));
    file.close();
    const Picture oracle = runOracle(image, own.steps);
    QVERIFY2(oracle.size() == own.picture.size(), "s51 answered in another form than expected");
    for (const auto& [name, value] : own.picture) {
      QVERIFY2(oracle.at(name) == value,
               qPrintable(QString("FIREDAMP_SEED=%1: %2 is %3 in ours and %4 in s51")
                              .arg(seed)
                              .arg(name)
                              .arg(value, 0, 16)
                              .arg(oracle.at(name), 0, 16)));
    }
  }
}

QTEST_GUILESS_MAIN(Mcs51Oracle)
#include "tst_mcs51_oracle.moc"
