// Our 8051 core against an independent one, s51 of uCsim 0.6.4, on random programs.
#include <QtTest>

#include <csignal>
#include <sys/prctl.h>

#include "mcs51/chip.h"
#include "mcs51/hex_file.h"
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

Picture pictureOf(const Chip& chip) {
  Picture picture;
  for (unsigned cell = 0; cell < 256; ++cell) {
    picture[QString("iram %1").arg(cell, 2, 16)] = chip.iram(static_cast<std::uint8_t>(cell));
  }
  picture["ACC"] = chip.sfr(sfrAcc);
  picture["B"] = chip.sfr(sfrB);
  picture["PSW"] = chip.sfr(sfrPsw) & 0xFEu;
  picture["SP"] = chip.sfr(sfrSp);
  picture["DPTR"] = chip.sfr(sfrDp0h) * 256u + chip.sfr(sfrDp0l);
  picture["PC"] = chip.pc();
  picture["clocks"] = static_cast<unsigned>(chip.cycles() * 12);
  return picture;
}

OwnRun runOwn(const RandomProgram& program, std::uint32_t seed) {
  Board board;
  Chip chip{wholePart, board, program.code, seed};
  OwnRun run;
  while (chip.pc() != program.end && run.steps < 20000) {
    chip.step();
    ++run.steps;
  }
  run.picture = pictureOf(chip);
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

// What s51 says after `commands`; `part` is that of its -t. RAM starts as zeros, and the power-off
// flag is set, which s51 forgets (AT89S52: POF, PCON.4, is 1 after power-up).
QString askOracle(const QString& image, const QByteArray& commands, const char* part = "52") {
  QProcess s51;
  s51.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
  s51.start("s51", {"-b", "-q", "-t", part, "-X", "11059200", image});
  s51.write("fill iram 0 0xff 0\nfill xram 0 0xffff 0\nset mem sfr 0x87 0x10\n" + commands +
            "dump iram 0 0xff\nstate\nkill\n");
  s51.closeWriteChannel();
  if (!s51.waitForFinished(60000)) s51.kill();
  return QString::fromUtf8(s51.readAllStandardOutput());
}

Picture runOracle(const QString& image, unsigned steps, const char* part = "52") {
  return readOutput(askOracle(image, "step " + QByteArray::number(steps) + "\n", part));
}

// An image of the firmware's build and where its step function lies.
struct Image {
  QString path;
  const char* part = "52";
  HexResult hex;
  std::uint16_t stepAt = 0;

  explicit Image(const QString& name)
      : path(QStringLiteral(FIREDAMP_BINARY_DIR "/firmware/") + name + ".ihx"),
        part(name.endsWith("51") ? "51" : "52"),
        hex(readHexFile(path.toStdString(), at89s52.flashBytes)) {
    QFile map{path.chopped(3) + "map"};
    if (!map.open(QIODevice::ReadOnly)) return;
    static const QRegularExpression symbol{"C: +([0-9A-F]{8}) +_fw_node_step"};
    stepAt = static_cast<std::uint16_t>(
        symbol.match(QString::fromUtf8(map.readAll())).captured(1).toUInt(nullptr, 16));
  }
  bool small() const { return path.endsWith("51.ihx"); }
};

// The image in our core, as s51 starts it.
class OwnChip {
 public:
  explicit OwnChip(const Image& image)
      : chip(image.small() ? at89s51 : at89s52, board_, image.hex.code, 1) {
    for (unsigned cell = 0; cell < 256; ++cell) {
      chip.pokeIram(static_cast<std::uint8_t>(cell), 0);
    }
  }
  // False: not within ten seconds.
  bool runToPc(std::uint16_t pc, int times) {
    while (times > 0 && chip.cycles() < 10 * cycles_per_second) {
      chip.step();
      if (chip.pc() == pc) --times;
    }
    return times == 0;
  }

 private:
  Board board_;

 public:
  Chip chip;
};

QString difference(const QString& name, const Picture& own, const Picture& oracle) {
  if (oracle.count(name) == 0) return "s51 does not tell " + name;
  if (own.at(name) == oracle.at(name)) return {};
  return QString("%1 is %2 in ours and %3 in s51")
      .arg(name)
      .arg(own.at(name), 0, 16)
      .arg(oracle.at(name), 0, 16);
}

}  // namespace

class Mcs51Oracle : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void random_programs_end_alike_in_both_cores();
  void an_image_starts_alike_in_both_cores_data() { images(); }
  void an_image_starts_alike_in_both_cores();
  void an_image_passes_its_steps_alike_in_both_cores_data() { images(); }
  void an_image_passes_its_steps_alike_in_both_cores();

 private:
  static void images();
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

void Mcs51Oracle::images() {
  QTest::addColumn<QString>("name");
  for (const char* name : {"relay51", "relay52", "methane52", "flow52"}) {
    QTest::newRow(name) << QString{name};
  }
  if (QStandardPaths::findExecutable("s51").isEmpty()) {
    QSKIP("s51 (package sdcc-ucsim) is not installed: no independent 8051 to compare with");
  }
}

// Instruction by instruction and clock by clock, until interrupts are on: from there s51 is one
// instruction late (simulators/DESIGN.md).
void Mcs51Oracle::an_image_starts_alike_in_both_cores() {
  QFETCH(QString, name);
  const Image image{name};
  if (image.hex.code.empty()) QSKIP(qPrintable("no " + name + ".ihx in this build"));
  OwnChip own{image};
  unsigned steps = 0;
  while ((own.chip.sfr(sfrIe) & 0x80u) == 0 && steps < 200'000) {
    own.chip.step();
    ++steps;
  }
  QVERIFY2(steps > 500 && steps < 200'000, qPrintable(QString::number(steps)));
  const Picture picture = pictureOf(own.chip);
  const Picture oracle = runOracle(image.path, steps, image.part);
  for (const auto& [cell, value] : picture) {
    const bool inRam = cell.startsWith("iram ");
    if (image.small() && inRam && cell.mid(5).toUInt(nullptr, 16) > 127) continue;
    const QString fault = difference(cell, picture, oracle);
    QVERIFY2(fault.isEmpty(), qPrintable(QString("after %1: ").arg(steps) + fault));
  }
}

// Half a second of node time and more, some 100,000 instructions with all interrupts: at the
// hundredth step of the node all that lives in RAM is the same, and the clocks nearly.
void Mcs51Oracle::an_image_passes_its_steps_alike_in_both_cores() {
  constexpr int nodeSteps = 100;
  QFETCH(QString, name);
  const Image image{name};
  if (image.hex.code.empty()) QSKIP(qPrintable("no " + name + ".ihx in this build"));
  QVERIFY2(image.stepAt != 0, "no _fw_node_step in the map");
  OwnChip own{image};
  QVERIFY(own.runToPc(image.stepAt, nodeSteps));
  QCOMPARE(own.chip.violation(), std::string{});
  QCOMPARE(own.chip.watchdogResets(), 0u);
  const Picture picture = pictureOf(own.chip);
  const QByteArray commands = "break 0x" + QByteArray::number(image.stepAt, 16) + " " +
                              QByteArray::number(nodeSteps) + "\nrun\n";
  const Picture oracle = readOutput(askOracle(image.path, commands, image.part));
  QStringList cells{"PC", "SP"};
  for (unsigned cell = 8; cell <= own.chip.sfr(sfrSp); ++cell) {  // R0 to R7 hold leftovers
    cells << QString("iram %1").arg(cell, 2, 16);
  }
  for (const QString& cell : cells) {
    const QString fault = difference(cell, picture, oracle);
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
  }
  const auto ours = static_cast<double>(picture.at("clocks"));
  const auto theirs = static_cast<double>(oracle.at("clocks"));
  QVERIFY2(std::abs(ours - theirs) < 12 * 500, qPrintable(QString("%1 %2").arg(ours).arg(theirs)));
}

QTEST_GUILESS_MAIN(Mcs51Oracle)
#include "tst_mcs51_oracle.moc"
