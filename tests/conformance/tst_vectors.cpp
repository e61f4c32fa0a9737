// The conformance vectors on three targets: this machine (also tst_vectors_host), an 8051, a
// Cortex-M3. All hold, and the digests of what the code put out are the same, text by text.
#include <QtTest>

#include <sys/prctl.h>

#include <algorithm>
#include <array>
#include <csignal>

#include "mcs51/chip.h"
#include "mcs51/hex_file.h"

using namespace firedamp;

namespace {

// A part that does not exist: the test images are larger than any AT89S5x.
constexpr mcs51::Part roomy{"8051 with 64 KB", 256, 65536, true};

// A pointer that passes from above the one to below the other has gone round.
constexpr std::uint8_t stackTop = 0xC0;
constexpr std::uint8_t stackBase = 0x20;
const QByteArray wentRound{"the stack went round the 256 bytes of RAM"};

// 64 KB of RAM, of which the uppermost page is code, too (RD and PSEN joined): there the images put
// the keys of their vectors, which a node has in its flash.
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

QByteArray on8051(const QByteArray& code) {
  LargeBoard board;
  mcs51::Chip chip{roomy, board, std::vector<std::uint8_t>{code.begin(), code.end()}, 1};
  board.chip = &chip;
  constexpr std::uint64_t limit = 300 * mcs51::cycles_per_second;
  std::uint8_t before = 0;
  while (chip.cycles() < limit && !chip.poweredDown() && chip.violation().empty()) {
    chip.step();
    const std::uint8_t stack = chip.sfr(mcs51::sfrSp);
    if (before > stackTop && stack < stackBase) return wentRound;
    before = stack;
  }
  return chip.violation().empty() ? board.report : QByteArray::fromStdString(chip.violation());
}

QByteArray outputOf(const QString& program, const QStringList& arguments) {
  QProcess process;
  process.setProcessChannelMode(QProcess::MergedChannels);
  process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
  process.start(program, arguments);
  if (!process.waitForFinished(60'000)) process.kill();
  process.waitForFinished();
  return process.readAll();
}

QByteArray onCortexM(const QString& elf) {
  return outputOf("qemu-system-arm",
                  {"-M", "mps2-an385", "-nodefaults", "-nic", "none", "-display", "none",
                   "-monitor", "none", "-semihosting-config", "enable=on,target=native", "-kernel",
                   elf});
}

QByteArray bytesOf(const QString& path) {
  QFile file{path};
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

constexpr std::array texts{"common", "methane", "flow", "relay"};  // in the order of all.c

// "digest 01234567 190/191": digest, and whether all passed.
struct Told {
  QByteArray digest;
  bool all = false;
};

// Of the text's number: a report of all texts has one for each.
Told told(const QByteArray& report, int text) {
  static const QRegularExpression line{"digest ([0-9a-f]{8}) (\\d+)/(\\d+)"};
  auto match = line.globalMatch(QString::fromLatin1(report));
  for (int at = 0; match.hasNext(); ++at) {
    const auto found = match.next();
    if (at != text) continue;
    return {found.captured(1).toLatin1(),
            found.captured(2) == found.captured(3) && found.captured(3).toInt() > 0};
  }
  return {};
}

const QString folderOfImages = QStringLiteral(FIREDAMP_BINARY_DIR "/vectors/");

QByteArray image51(const char* text) {
  const QString file = folderOfImages + text + ".ihx";
  const auto image = mcs51::readHexFile(file.toStdString(), roomy.flashBytes);
  return {reinterpret_cast<const char*>(image.code.data()), qsizetype(image.code.size())};
}

// A copy of the program of this machine, or of the Cortex-M's, in which bytes are others; what it
// says.
QByteArray changed(const QString& name, const QByteArray& from, const QByteArray& to) {
  QByteArray program = bytesOf(folderOfImages + name);
  const QTemporaryDir folder;
  QFile copy{folder.filePath(name)};
  if (program.count(from) < 1 || !copy.open(QIODevice::WriteOnly)) return "not found";
  copy.write(program.replace(from, to));
  copy.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
  copy.close();
  return name.endsWith(".elf") ? onCortexM(copy.fileName()) : outputOf(copy.fileName(), {});
}

}  // namespace

class TestVectors : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void every_target_says_the_same_data();
  void every_target_says_the_same();
  void a_changed_constant_is_found_on_every_target_data();
  void a_changed_constant_is_found_on_every_target();
  void a_flipped_expectation_fails_on_every_target();
  void a_stack_that_goes_round_is_told();
  void the_files_are_what_the_generator_makes();

 private:
  QByteArray host_, arm_;
};

void TestVectors::initTestCase() {
  host_ = outputOf(folderOfImages + "vectors_native", {});
  const bool armRuns = QFile::exists(folderOfImages + "vectors.elf") &&
                       !QStandardPaths::findExecutable("qemu-system-arm").isEmpty();
  if (armRuns) arm_ = onCortexM(folderOfImages + "vectors.elf");
}

void TestVectors::every_target_says_the_same_data() {
  QTest::addColumn<int>("text");
  QTest::addColumn<bool>("mcs51");
  for (int text = 0; text < int(texts.size()); ++text) {
    QTest::addRow("%s on the 8051", texts[std::size_t(text)]) << text << true;
    QTest::addRow("%s on the Cortex-M", texts[std::size_t(text)]) << text << false;
  }
}

void TestVectors::every_target_says_the_same() {
  QFETCH(int, text);
  QFETCH(bool, mcs51);
  QVERIFY2(told(host_, text).all, host_.constData());
  QByteArray report = arm_;
  if (mcs51) {
    const QByteArray code = image51(texts[std::size_t(text)]);
    if (!code.isEmpty()) report = on8051(code);
    else report.clear();
  }
  if (report.isEmpty()) QSKIP("no compiler or no emulator for this target");
  const Told other = told(report, mcs51 ? 0 : text);
  QVERIFY2(other.all, report.constData());
  QCOMPARE(other.digest, told(host_, text).digest);
}

// The test of the test: one constant of the code under test is changed in each finished program.
// Then its digest is another, and vectors fail of the kinds that the constant is part of.
void TestVectors::a_changed_constant_is_found_on_every_target_data() {
  QTest::addColumn<int>("text");
  QTest::addColumn<QByteArray>("from");
  QTest::addColumn<QByteArray>("to");
  QTest::addColumn<QByteArrayList>("kinds");
  const auto row = [](const char* name, int text, const char* from, const char* to,
                      const QByteArrayList& kinds) {
    QTest::newRow(name) << text << QByteArray::fromHex(from) << QByteArray::fromHex(to) << kinds;
  };
  const char* const box = "637c777bf26b6fc53001672b";
  const char* const other = "637c777bf26b6fc43001672b";
  row("common: a byte of the S-box", 0, box, other, {"aes", "cmac"});
  row("methane: a byte of the S-box", 1, box, other, {"secured", "dialogue"});
  row("relay: a byte of the S-box", 3, box, other, {"nonce", "mac", "dialogue"});
  // Factory pages, words with the low byte first.
  row("methane: factory CUTOFF 1.50 to 1.51", 1, "5000640096006400", "5000640097006400",
      {"cfg-default", "live-pack"});
  row("flow: factory P_REF 10132 to 10133", 2, "1027c8009427", "1027c8009527",
      {"cfg-default", "live-pack"});
  row("relay: factory dead time", 3, "03001400020000000100", "03001400030000000100",
      {"cfg-default", "live-pack"});
}

void TestVectors::a_changed_constant_is_found_on_every_target() {
  QFETCH(int, text);
  QFETCH(QByteArray, from);
  QFETCH(QByteArray, to);
  QFETCH(QByteArrayList, kinds);
  const Told right = told(host_, text);
  const auto found = [&](const QByteArray& report, int at) {
    const Told other = told(report, at);
    const bool failed = std::all_of(kinds.begin(), kinds.end(), [&](const QByteArray& kind) {
      return report.contains("FAIL " + kind + ' ');
    });
    return failed && !other.digest.isEmpty() && !other.all && other.digest != right.digest;
  };
  const QByteArray host = changed("vectors_native", from, to);
  QVERIFY2(found(host, text), host.constData());
  if (!arm_.isEmpty()) {
    const QByteArray arm = changed("vectors.elf", from, to);
    QVERIFY2(found(arm, text), arm.constData());
  }
  QByteArray code = image51(texts[std::size_t(text)]);
  if (code.isEmpty()) return;
  QCOMPARE(code.count(from), 1);
  const QByteArray report = on8051(code.replace(from, to));
  QVERIFY2(found(report, 0), report.constData());
}

// And the other way round: what is expected is changed, so it fails though the digest stays.
void TestVectors::a_flipped_expectation_fails_on_every_target() {
  const QByteArray expectation{"| - | 4b37"};  // of the vector crc16 check
  const QByteArray flipped{"| - | 4b36"};
  const Told right = told(host_, 0);
  const auto fails = [&](const QByteArray& report) {
    const Told other = told(report, 0);
    return report.contains("FAIL crc16 check\n") && !other.all && other.digest == right.digest;
  };
  const QByteArray host = changed("vectors_native", expectation, flipped);
  QVERIFY2(fails(host), host.constData());
  if (!arm_.isEmpty()) {
    const QByteArray arm = changed("vectors.elf", expectation, flipped);
    QVERIFY2(fails(arm), arm.constData());
  }
  QByteArray code = image51("common");
  if (code.isEmpty()) return;
  QCOMPARE(code.count(expectation), 1);
  const QByteArray report = on8051(code.replace(expectation, flipped));
  QVERIFY2(fails(report), report.constData());
}

// It begins 32 bytes higher, which dialogues have not to spare.
void TestVectors::a_stack_that_goes_round_is_told() {
  QByteArray code = image51("methane");
  if (code.isEmpty()) QSKIP("no compiler for the 8051");
  const qsizetype at = code.indexOf(QByteArray::fromHex("7581"));  // mov sp,#
  QVERIFY(at >= 0);
  code[at + 2] = static_cast<char>(code[at + 2] + 32);
  QCOMPARE(on8051(code), wentRound);
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
