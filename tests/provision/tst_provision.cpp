// Key areas against the standards and OpenSSL; blocks written into images of both formats.
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <random>

#include "crypto/device_key.h"
#include "msn/crc16.h"
#include "msn/key_area.h"
#include "provision/made_images.h"
#include "tools/provisioning.h"

using namespace firedamp;

namespace {

const Key siteKey{0xC0, 0xFF, 0xEE};

template <typename Bytes>
QByteArray hex(const Bytes& bytes) {
  return QByteArray(reinterpret_cast<const char*>(bytes.data()),
                    static_cast<qsizetype>(bytes.size()))
      .toHex();
}

FlashImage imageOf(const std::string& content) {
  QTemporaryDir folder;
  QFile file{folder.filePath("node.image")};
  if (!file.open(QFile::WriteOnly)) qFatal("no image");
  file.write(content.data(), static_cast<qint64>(content.size()));
  file.close();
  auto read = FlashImage::read(file.fileName().toStdString());
  if (const auto* fault = std::get_if<std::string>(&read)) qFatal("%s", fault->c_str());
  return std::get<FlashImage>(read);
}

std::string readFault(const std::string& content) {
  QTemporaryDir folder;
  QFile file{folder.filePath("node.image")};
  if (!file.open(QFile::WriteOnly)) qFatal("no image");
  file.write(content.data(), static_cast<qint64>(content.size()));
  file.close();
  const auto read = FlashImage::read(file.fileName().toStdString());
  const auto* fault = std::get_if<std::string>(&read);
  return fault == nullptr ? "" : *fault;
}

Order order(std::uint16_t keyId = 7) {
  Order order;
  order.serial = 0x01020304;
  order.address = 30;
  order.keyId = keyId;
  if (keyId != 0) order.siteKey = siteKey;
  return order;
}

std::string faultOf(const std::string& content, const Order& order) {
  FlashImage image = imageOf(content);
  return provision(image, order).fault;
}

std::array<std::uint8_t, MSN_KEY_AREA> areaOf(const Key& key) {
  std::array<std::uint8_t, MSN_KEY_AREA> area{};
  msn_key_area(key.data(), area.data());
  return area;
}

}  // namespace

class TestProvision : public QObject {
  Q_OBJECT

 private slots:
  void round_keys_are_those_of_fips_197_and_k1_that_of_rfc_4493() {
    const QByteArray raw = QByteArray::fromHex("2b7e151628aed2a6abf7158809cf4f3c");
    Key key{};
    std::copy(raw.begin(), raw.end(), key.begin());
    const QByteArray area = hex(areaOf(key));
    QCOMPARE(area.mid(0, 32), raw.toHex());
    QCOMPARE(area.mid(32, 32), QByteArray("a0fafe1788542cb123a339392a6c7605"));
    QCOMPARE(area.mid(320, 32), QByteArray("d014f9a8c9ee2589e13f0cc8b6630ca6"));
    QCOMPARE(area.mid(352, 32), QByteArray("fbeed618357133667c85e08f7236a8de"));
  }

  // OpenSSL's CMAC of the block K1 is E(K1 ^ K1) = E(0), and K1 is E(0) doubled: closes the circle.
  void k1_agrees_with_openssl_for_random_keys() {
    const unsigned seed = std::random_device{}();
    qInfo("seed %u", seed);
    std::mt19937 random{seed};
    for (int round = 0; round < 50; ++round) {
      Key key{};
      for (auto& byte : key) byte = static_cast<std::uint8_t>(random());
      const auto area = areaOf(key);
      Block k1{};
      std::copy_n(area.begin() + 176, 16, k1.begin());
      const Block zero = cmac(key, k1);
      Block doubled{};
      for (std::size_t i = 0; i < 16; ++i) {
        const int carry = i + 1 < 16 ? zero[i + 1] >> 7 : 0;
        doubled[i] = static_cast<std::uint8_t>((zero[i] << 1 & 0xFF) | carry);
      }
      if (zero[0] >> 7 != 0) doubled[15] ^= 0x87;
      QCOMPARE(hex(k1), hex(doubled));
    }
  }

  void an_at89s52_gets_plate_key_area_and_crc() {
    FlashImage image = imageOf(relayHex(0x2000, 1));
    const auto result = provision(image, order());
    QCOMPARE(result.fault, std::string());
    const Key key = deviceKey(siteKey, 0x01020304, 7);
    QCOMPARE(hex(image.part(0x1F10, 192)), hex(areaOf(key)));
    std::uint16_t crc = MSN_CRC_START;
    for (std::uint32_t at = 0; at < 0x1F10; ++at) crc = msn_crc16_push(crc, image.at(at));
    const auto setup = image.part(0x1FF0, 16);
    QCOMPARE(hex(setup).left(24), QByteArray("1e030201520004030201" "0700"));
    QCOMPARE(setup[12] | setup[13] << 8, int{crc});
    QCOMPARE(int{result.device->imageCrc}, int{crc});
    QVERIFY(result.device->key == key);
    // Saved and read again it is the same flash.
    FlashImage again = imageOf(image.content());
    QCOMPARE(hex(again.part(0, 0x2000)), hex(image.part(0, 0x2000)));
    // Another device of the same image: same program, same check sum, another key.
    Order second = order();
    second.serial++;
    QCOMPARE(provision(again, second).device->imageCrc, result.device->imageCrc);
    QVERIFY(again.part(0x1F10, 192) != image.part(0x1F10, 192));
  }

  void an_at89s51_has_two_relays_and_settings_of_one_byte() {
    Order one = order(0);
    one.relays = std::uint8_t{1};
    QVERIFY(faultOf(relayHex(0x1000, 0), one).find("an AT89S51 node has two") != std::string::npos);
    Order most = order(0), above = order(0);
    most.configText = "SUP_TIMEOUT = 255";
    above.configText = "SUP_TIMEOUT = 256";
    QCOMPARE(faultOf(relayHex(0x1000, 0), most), std::string());
    QVERIFY(faultOf(relayHex(0x1000, 0), above).find("keeps a byte of each") != std::string::npos);
  }
  void an_at89s51_is_level_0_and_takes_no_key() {
    FlashImage image = imageOf(relayHex(0x1000, 0));
    const auto result = provision(image, order(0));
    QCOMPARE(result.fault, std::string());
    QCOMPARE(hex(image.part(0x0FF0, 12)), QByteArray("1e0302005200040302010000"));
    QVERIFY(!result.device->key);
    QVERIFY(faultOf(relayHex(0x1000, 0), order()).find("level 0 cannot use a key") !=
            std::string::npos);
    Order higher = order();
    higher.level = 1;
    QVERIFY(faultOf(relayHex(0x1000, 0), higher).find("than its program can (0: there is no") !=
            std::string::npos);
  }

  void a_cortex_m_elf_keeps_everything_else_byte_for_byte() {
    const std::string before = relayElf();
    FlashImage image = imageOf(before);
    const auto result = provision(image, order());
    QCOMPARE(result.fault, std::string());
    const std::string after = image.content();
    QCOMPARE(after.size(), before.size());
    const std::size_t blocks = before.size() - 0x100;
    QVERIFY(after.compare(0, blocks, before, 0, blocks) == 0);
    FlashImage again = imageOf(after);
    QCOMPARE(hex(again.part(0x3F020, 12)), QByteArray("1e030202850307000403" "0201"));
    QCOMPARE(hex(again.part(0x3F040, 192)), hex(areaOf(deviceKey(siteKey, 0x01020304, 7))));
    QVERIFY(faultOf(relayElf(0x40), order()).find("no provisioning block at 0x3F040") !=
            std::string::npos);
  }

  void a_level_above_0_needs_a_key() {
    QVERIFY(faultOf(relayHex(0x2000, 1), order(0)).find("level 1 needs a key") !=
            std::string::npos);
  }

  // An image of an AT89S52 may lack the cipher, and one that says nothing is of another build.
  void the_image_says_which_levels_it_can() {
    Order one = order();
    one.level = 1;
    QCOMPARE(faultOf(relayHex(0x2000, 1), one), std::string());
    QVERIFY(faultOf(relayHex(0x2000, 0), one).find("level 1 is more than its program can (0") !=
            std::string::npos);
    one.level = 2;
    QCOMPARE(faultOf(relayHex(0x2000, 1), one),
             std::string("level 2 is more than its program can (1)"));
    QCOMPARE(faultOf(relayElf(), one), std::string());
    SparseFlash silent = relayFlash(0x2000, 1);
    silent[0x1FFE] = 0xFF;
    QVERIFY(faultOf(hexText(silent), order()).find("does not say which levels") !=
            std::string::npos);
    // Provisioned at level 0 it is still the program that can do more.
    FlashImage image = imageOf(relayHex(0x2000, 1));
    Order plain = order(0);
    plain.level = 0;
    QCOMPARE(provision(image, plain).fault, std::string());
    one.level = 1;
    QCOMPARE(provision(image, one).fault, std::string());
  }

  void a_program_in_the_key_area_is_not_overwritten() {
    SparseFlash flash = relayFlash(0x2000, 1);
    flash[0x1FCF] = 0x22;
    QVERIFY(faultOf(hexText(flash), order()).find("key area at 0x1F10 is not free") !=
            std::string::npos);
    flash[0x1FFA] = 2;  // its setup says that it is an earlier key
    QCOMPARE(faultOf(hexText(flash), order()), std::string());
  }

  void settings_by_name_are_validated() {
    Order changed = order();
    changed.configText = "# slow\nMIN_OFF = 9\nDEAD_TIME=20 # 2 s\n";
    FlashImage image = imageOf(relayHex(0x2000, 1));
    QCOMPARE(provision(image, changed).fault, std::string());
    QCOMPARE(image.at(0x1FD0 + 12), std::uint8_t{9});
    QCOMPARE(image.at(0x1FD0 + 16), std::uint8_t{20});
    for (const auto& [text, words] : std::initializer_list<std::pair<const char*, const char*>>{
             {"MIN_OFF 9", "line 1: expected NAME = number"},
             {"\nCUTOFF = 150", "line 2: no register \"CUTOFF\" in the settings of this class"},
             {"MIN_OFF = 65536", "MIN_OFF: expected an integer from 0 to 65535"},
             {"MIN_OFF = 9s", "found \"9s\""},
             {"CFG_VERSION = 9", "settings are not valid for a relay node"}}) {
      changed.configText = text;
      const std::string fault = faultOf(relayHex(0x2000, 1), changed);
      QVERIFY2(fault.find(words) != std::string::npos, fault.c_str());
    }
  }

  void an_8051_image_has_one_class_the_elf_all() {
    Order flow = order();
    flow.nodeClass = MSN_CLASS_FLOW;
    QVERIFY(faultOf(relayHex(0x2000, 1), flow).find("image of a relay node, not of a flow node") !=
            std::string::npos);
    FlashImage image = imageOf(relayElf());
    const auto result = provision(image, flow);
    QCOMPARE(result.fault, std::string());
    QCOMPARE(int{result.device->relays}, 0);
    flow.relays = 1;
    QVERIFY(faultOf(relayElf(), flow).find("a flow node has none") != std::string::npos);
  }

  void broken_files_are_named() {
    const std::string good = relayHex(0x2000, 1);
    std::string bad = good;
    bad[20] = bad[20] == '0' ? '1' : '0';
    QVERIFY(readFault(bad).find("node.image: line 1: no Intel HEX record") != std::string::npos);
    QVERIFY(readFault(good.substr(0, good.size() - 12)).find("no end record") !=
            std::string::npos);
    QVERIFY(readFault("").find("no end record") != std::string::npos);
    for (std::size_t length : {4u, 51u, 60u, 130u}) {
      QVERIFY(!readFault(relayElf().substr(0, length)).empty());
    }
    QVERIFY(faultOf(hexText(SparseFlash(0x100, 0)), order()).find("not a node image") !=
            std::string::npos);
    SparseFlash large(0x2001);
    large[0x2000] = 1;
    QVERIFY(faultOf(hexText(large), order()).find("larger than the 8 KiB") != std::string::npos);
  }

  void a_label_shows_the_check_value_and_only_the_secret_one_the_key() {
    FlashImage image = imageOf(relayHex(0x2000, 1));
    const auto device = *provision(image, order()).device;
    const std::string key = hex(*device.key).toUpper().toStdString();
    const std::string check = hex(keyCheckValue(*device.key)).toUpper().toStdString();
    const std::string open = publicLabel(device), secret = secretLabel(device);
    QVERIFY(open.find("node 30  relay  serial 16909060  level 1") == 0);
    QVERIFY(open.find("key id 7  key check value " + check + "\n") != std::string::npos);
    QVERIFY(open.find(key) == std::string::npos);
    QCOMPARE(secret, "FIREDAMP1 SERIAL=16909060 ADDRESS=30 CLASS=relay KEYID=7 KCV=" + check +
                         " KEY=" + key + "\n");
  }
};

QTEST_APPLESS_MAIN(TestProvision)
#include "tst_provision.moc"
