// The real images, provisioned and started on their board in our 8051 core.
#include <QDir>
#include <QTest>

#include "msn/codes.h"
#include "msn/regs.h"
#include "session/frame.h"
#include "crypto/device_key.h"
#include "session/live_page.h"
#include "simnode/mcs51_board.h"
#include "tools/provisioning.h"

using namespace firedamp;

namespace {

constexpr std::uint8_t kAddress = 77;
constexpr std::uint32_t kSerial = 0xA1B2C3D4;

std::unique_ptr<Mcs51Board> boardOf(const FlashImage& flash) {
  Mcs51Image image;
  image.part = flash.end() <= mcs51::at89s51.flashBytes ? mcs51::at89s51 : mcs51::at89s52;
  image.code = flash.part(0, static_cast<std::uint32_t>(image.part.flashBytes));
  switch (image.code[image.code.size() - 0x10 + 1]) {
    case MSN_CLASS_FLOW: image.kind = NodeKind::flow; return makeFlowBoard(image, 1);
    case MSN_CLASS_RELAY: image.kind = NodeKind::relay; return makeRelayBoard(image, 1);
    default: return makeMethaneBoard(image, 1);
  }
}

int topLevelOf(const FlashImage& flash) {
  return flash.at(flash.end() > 0x1000 ? 0x1FFE : 0x0FFE);
}

// Nothing: it did not answer in a second.
std::vector<std::uint16_t> identityOf(Mcs51Board& board) {
  std::int64_t now_us = 500'000;
  board.advance(now_us);
  board.receive(encode(identityRequest(kAddress), Framing::rtu));
  std::vector<std::uint8_t> reply;
  for (const std::int64_t end_us = now_us + 1'000'000; now_us < end_us && reply.size() < 37;) {
    board.advance(now_us += 1000);
    board.takeSent(reply);
  }
  std::vector<std::uint16_t> registers;
  for (std::size_t i = 3; i + 4 <= reply.size(); i += 2) registers.push_back(bigEndian(reply, i));
  return registers;
}

}  // namespace

class TestProvisionImages : public QObject {
  Q_OBJECT

 private slots:
  void every_8051_image_answers_with_what_was_written_into_it_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"methane52.ihx", "flow52.ihx", "relay52.ihx", "relay51.ihx"}) {
      QTest::newRow(name) << QString{name};
    }
  }
  void every_8051_image_answers_with_what_was_written_into_it() {
    QFETCH(QString, name);
    const QString file = QDir{FIREDAMP_BINARY_DIR "/firmware"}.filePath(name);
    if (!QFile::exists(file)) QSKIP(qPrintable(file + " was not built (sdcc)"));
    auto read = FlashImage::read(file.toStdString());
    QVERIFY(std::holds_alternative<FlashImage>(read));
    auto& flash = std::get<FlashImage>(read);
    Order order;
    order.serial = kSerial;
    order.address = kAddress;
    const bool keyed = topLevelOf(flash) > 0;
    if (keyed) order.siteKey = trainingSiteKey;
    if (keyed) order.keyId = 513;
    const ProvisionResult result = provision(flash, order);
    QCOMPARE(result.fault, std::string());
    const auto board = boardOf(flash);
    const auto registers = identityOf(*board);
    QCOMPARE(registers.size(), std::size_t{MSN_LEN_IDENTITY});
    const NodeIdentity identity = firedamp::identityOf(registers);
    QCOMPARE(identity.serial, kSerial);
    QCOMPARE(identity.keyId, order.keyId);
    QCOMPARE((identity.caps & MSN_CAP_MAC) != 0, keyed);
    QCOMPARE(registers[+MSN_R_IMAGE_CRC - +MSN_PAGE_IDENTITY], result.device->imageCrc);
  }

  void the_cortex_m_image_has_room_for_a_key_and_says_that_it_can_level_2() {
    const QString file{FIREDAMP_BINARY_DIR "/firmware/methane_cm3.elf"};
    if (!QFile::exists(file)) QSKIP(qPrintable(file + " was not built (arm-none-eabi-gcc)"));
    auto read = FlashImage::read(file.toStdString());
    auto& flash = std::get<FlashImage>(read);
    Order order;
    order.serial = kSerial;
    order.siteKey = trainingSiteKey;
    order.keyId = 513;
    const ProvisionResult result = provision(flash, order);
    QCOMPARE(result.fault, std::string());
    QCOMPARE(int{result.device->level}, 2);
    const auto area = flash.part(0x3F040, 16);  // the first round key is the key itself
    QVERIFY(std::equal(area.begin(), area.end(), result.device->key->begin()));
  }

  // A node that was promised a key and has no cipher would be a node that nobody can switch on.
  void an_image_without_cipher_is_not_provisioned_for_one_data() {
    every_8051_image_answers_with_what_was_written_into_it_data();
  }
  void an_image_without_cipher_is_not_provisioned_for_one() {
    QFETCH(QString, name);
    const QString file = QDir{FIREDAMP_BINARY_DIR "/firmware"}.filePath(name);
    if (!QFile::exists(file)) QSKIP(qPrintable(file + " was not built (sdcc)"));
    auto read = FlashImage::read(file.toStdString());
    auto& flash = std::get<FlashImage>(read);
    Order order;
    order.serial = kSerial;
    order.siteKey = trainingSiteKey;
    order.keyId = 513;
    order.level = 1;
    const std::string fault = provision(flash, order).fault;
    QCOMPARE(fault, topLevelOf(flash) > 0 ? std::string{}
                                          : "level 1 is more than its program can (0: there is no "
                                            "cipher in it)");
  }
};

QTEST_APPLESS_MAIN(TestProvisionImages)
#include "tst_provision_images.moc"
