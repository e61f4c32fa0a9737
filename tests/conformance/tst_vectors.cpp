// The conformance vectors on three targets: this process (tst_vectors_host), an 8051, a Cortex-M3.
// All hold, and the digests of what the code put out are the same.
#include <QtTest>

#include <sys/prctl.h>

#include <array>
#include <csignal>

#include "mcs51/chip.h"
#include "mcs51/hex_file.h"
#include "runner.h"

extern "C" const char vectors_common[], vectors_rules[];

using namespace firedamp;

namespace {

QByteArray hostReport;

// A part that does not exist: the test image is larger than any AT89S5x.
constexpr mcs51::Part roomy{"8051 with 64 KB", 256, 65536, true};

// 64 KB of RAM, of which the uppermost page is code, too (RD and PSEN joined): there the image puts
// the keys of its vectors, which a node has in its flash.
constexpr std::uint16_t sharedPage = 0xFF00;

class LargeBoard : public mcs51::Bus {
 public:
  std::uint8_t readExternal(std::uint16_t address) override { return ram_[address]; }
  void writeExternal(std::uint16_t address, std::uint8_t value) override {
    ram_[address] = value;
    if (address >= sharedPage && chip != nullptr) chip->writeCode(address, value);
  }
  void portWritten(int, std::uint8_t) override {}
  void serialSent(std::uint8_t byte) override { report.append(static_cast<char>(byte)); }

  QByteArray report;
  mcs51::Chip* chip = nullptr;

 private:
  std::vector<std::uint8_t> ram_ = std::vector<std::uint8_t>(65536, 0xA5);
};

QByteArray onHost(const QByteArray& text) {
  hostReport.clear();
  vectors_run(text.constData());
  return hostReport;
}

QByteArray on8051(const std::vector<std::uint8_t>& code) {
  LargeBoard board;
  mcs51::Chip chip{roomy, board, code, 1};
  board.chip = &chip;
  constexpr std::uint64_t slice = mcs51::cycles_per_second;
  for (int s = 0; s < 300 && !board.report.endsWith('.') && chip.violation().empty(); ++s) {
    chip.runUntil(chip.cycles() + slice);
  }
  return chip.violation().empty() ? board.report : QByteArray::fromStdString(chip.violation());
}

QByteArray onCortexM(const QString& elf) {
  QProcess qemu;
  qemu.setProcessChannelMode(QProcess::MergedChannels);
  qemu.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
  qemu.start("qemu-system-arm",
             {"-M", "mps2-an385", "-nodefaults", "-nic", "none", "-display", "none", "-monitor",
              "none", "-semihosting-config", "enable=on,target=native", "-kernel", elf});
  if (!qemu.waitForFinished(60'000)) qemu.kill();
  qemu.waitForFinished();
  return qemu.readAll();
}

QByteArray bytesOf(const QString& path) {
  QFile file{path};
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

// "digest 01234567 190/191": digest, and whether all passed.
struct Told {
  QByteArray digest;
  bool all = false;
};

Told told(const QByteArray& report) {
  static const QRegularExpression line{"digest ([0-9a-f]{8}) (\\d+)/(\\d+)"};
  const auto match = line.match(QString::fromLatin1(report));
  if (!match.hasMatch()) return {};
  return {match.captured(1).toLatin1(),
          match.captured(2) == match.captured(3) && match.captured(3).toInt() > 0};
}

const QByteArray expectation{"4b37"};  // of the vector crc16 check
const QByteArray flipped{"4b36"};

}  // namespace

extern "C" void vectors_put(char character) { hostReport.append(character); }

class TestVectors : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void the_8051_says_the_same();
  void the_cortex_m_says_the_same();
  void a_flipped_expectation_fails_on_every_target();
  void the_files_are_what_the_generator_makes();

 private:
  const QString ihx_ = QStringLiteral(FIREDAMP_BINARY_DIR "/vectors/vectors.ihx");
  const QString elf_ = QStringLiteral(FIREDAMP_BINARY_DIR "/vectors/vectors.elf");
  bool armRuns() const {
    return QFile::exists(elf_) && !QStandardPaths::findExecutable("qemu-system-arm").isEmpty();
  }
};

void TestVectors::the_8051_says_the_same() {
  const auto image = mcs51::readHexFile(ihx_.toStdString(), roomy.flashBytes);
  if (!image.error.empty()) QSKIP("no vectors.ihx: sdcc is not installed");
  const QByteArray report = on8051(image.code);
  QVERIFY2(told(report).all, report.constData());
  QCOMPARE(told(report).digest, told(onHost(vectors_common)).digest);
}

void TestVectors::the_cortex_m_says_the_same() {
  if (!armRuns()) QSKIP("no vectors.elf or no qemu-system-arm");
  const QByteArray report = onCortexM(elf_);
  const qsizetype second = report.lastIndexOf("digest ");
  QVERIFY2(told(report).all && told(report.mid(second)).all, report.constData());
  QCOMPARE(told(report).digest, told(onHost(vectors_common)).digest);
  QCOMPARE(told(report.mid(second)).digest, told(onHost(vectors_rules)).digest);
  QVERIFY(told(report).digest != told(report.mid(second)).digest);
}

// The test of the test: one digit of what is expected is changed in the text, in the 8051's code
// memory and in the elf; the outputs, and so the digest, stay.
void TestVectors::a_flipped_expectation_fails_on_every_target() {
  QByteArray text{vectors_common};
  const QByteArray right = told(onHost(text)).digest;
  QCOMPARE(text.count(expectation), 1);
  const QByteArray host = onHost(text.replace(expectation, flipped));
  QVERIFY(host.contains("FAIL crc16 check\n"));
  QVERIFY(!told(host).all);
  QCOMPARE(told(host).digest, right);

  auto image = mcs51::readHexFile(ihx_.toStdString(), roomy.flashBytes);
  if (image.error.empty()) {
    QByteArray code{reinterpret_cast<const char*>(image.code.data()), qsizetype(image.code.size())};
    QCOMPARE(code.count(expectation), 1);
    code.replace(expectation, flipped);
    const QByteArray report = on8051({code.begin(), code.end()});
    QVERIFY2(report.contains("FAIL crc16 check\n") && !told(report).all, report.constData());
  }
  if (armRuns()) {
    QTemporaryDir folder;
    QFile elf{folder.filePath("vectors.elf")};
    QVERIFY(elf.open(QIODevice::WriteOnly));
    elf.write(bytesOf(elf_).replace(expectation, flipped));
    elf.close();
    const QByteArray report = onCortexM(elf.fileName());
    QVERIFY2(report.contains("FAIL crc16 check\n") && !told(report).all, report.constData());
  }
}

void TestVectors::the_files_are_what_the_generator_makes() {
  const QDir frozen{QStringLiteral(FIREDAMP_SOURCE_DIR "/protocol/vectors")};
  QTemporaryDir folder;
  if (QStandardPaths::findExecutable("python3").isEmpty() ||
      QStandardPaths::findExecutable("openssl").isEmpty()) {
    QSKIP("python3 or openssl is not installed");
  }
  QProcess generator;
  generator.start("python3", {frozen.filePath("generate.py"), folder.path()});
  QVERIFY(generator.waitForFinished(60'000));
  QVERIFY2(generator.exitCode() == 0, generator.readAllStandardError().constData());
  const QStringList made = QDir{folder.path()}.entryList({"*.txt"}, QDir::Files);
  QVERIFY(made.size() >= 6);
  for (const QString& name : made) {
    QVERIFY2(bytesOf(frozen.filePath(name)) == bytesOf(folder.filePath(name)), qPrintable(name));
  }
}

QTEST_GUILESS_MAIN(TestVectors)
#include "tst_vectors.moc"
