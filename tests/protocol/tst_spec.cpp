// SPEC.md tells the truth: its tables are regs.def, its frames have good CRCs and are answered.
#include <QtTest>

#include "firmware/node_rig.h"
#include "msn/crc16.h"

using namespace firedamp::test;

namespace {

QStringList specLines() {
  QFile file{QStringLiteral(FIREDAMP_SOURCE_DIR "/protocol/SPEC.md")};
  if (!file.open(QIODevice::ReadOnly)) return {};
  return QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
}

QStringList pageRows() {
  QStringList rows;
#define MSN_PAGE(page, base, length) \
  rows << QStringLiteral("| %1 | 0x%2 | %3 |").arg(#page).arg(QString::asprintf("%04X", base)) \
              .arg(length);
#include "msn/regs.def"
  return rows;
}

QStringList registerRows() {
  QStringList rows;
#define MSN_REG(page, offset, name, type, unit, scale, access, node_class)                       \
  rows << QString::asprintf("| 0x%04X | %s | %s | %s | %s | %s | %s | %s |",                     \
                            unsigned(MSN_PAGE_##page) + offset, #page, #name, #type, unit, scale, \
                            #access, #node_class);
#include "msn/regs.def"
  return rows;
}

QByteArrayList frames() {
  QByteArrayList found;
  const QRegularExpression row{QStringLiteral("^\\|.*\\| ([0-9a-f]{10,}) \\|$")};
  for (const QString& line : specLines()) {
    const auto match = row.match(line);
    if (match.hasMatch()) found << QByteArray::fromHex(match.captured(1).toLatin1());
  }
  return found;
}

}  // namespace

class TestSpec : public QObject {
  Q_OBJECT
 private slots:
  void the_register_tables_are_those_of_regs_def();
  void the_frames_have_good_crcs_and_the_firmware_obeys();
};

void TestSpec::the_register_tables_are_those_of_regs_def() {
  QStringList written;
  for (const QString& line : specLines()) {
    const bool chip = line.startsWith(QLatin1String("| AT89"));  // where provisioning lies
    if (!chip && line.contains(QLatin1String("| 0x0"))) written << line;
  }
  QCOMPARE(written, pageRows() + registerRows());
}

void TestSpec::the_frames_have_good_crcs_and_the_firmware_obeys() {
  const QByteArrayList all = frames();
  QVERIFY(all.size() >= 6);
  for (const QByteArray& frame : all) {
    std::uint16_t crc = MSN_CRC_START;
    for (const char byte : frame) crc = msn_crc16_push(crc, static_cast<std::uint8_t>(byte));
    QVERIFY2(crc == 0, frame.toHex().constData());
    if ((frame[1] & 0x80) != 0) continue;  // what a node says, not what it hears
    NodeRig rig{MSN_CLASS_METHANE};
    rig.run(300);
    rig.send(Bytes(frame.begin(), frame.end()));
    const Bytes reply = rig.receive(50);
    const bool answered = frame[0] == 5;
    QCOMPARE(!reply.empty(), answered);
    if (answered) QCOMPARE(int(reply[1]), int(frame[1]));
  }
}

QTEST_GUILESS_MAIN(TestSpec)
#include "tst_spec.moc"
