// AES-128-CMAC of the node against the openssl program and RFC 4493.
#include <QtTest>

#include <numeric>
#include <random>

#include "msn/cmac.h"
#include "msn/key_area.h"

namespace {

QByteArray cmacOf(const QByteArray& key, const QByteArray& message) {
  std::array<std::uint8_t, MSN_KEY_AREA> area{};
  msn_key_area(reinterpret_cast<const std::uint8_t*>(key.constData()), area.data());
  msn_cmac cmac{};
  msn_cmac_start(&cmac);
  for (const char byte : message) {
    msn_cmac_push(&cmac, area.data(), static_cast<std::uint8_t>(byte));
  }
  msn_cmac_finish(&cmac, area.data());
  return {reinterpret_cast<const char*>(cmac.state), MSN_AES_BLOCK};
}

}  // namespace

class TestCmac : public QObject {
  Q_OBJECT
 private slots:
  void whole_blocks_of_rfc_4493();
  void random_blocks_are_what_openssl_says();
  void nothing_beyond_a_block_is_touched();
};

void TestCmac::whole_blocks_of_rfc_4493() {
  const QByteArray key = QByteArray::fromHex("2b7e151628aed2a6abf7158809cf4f3c");
  const QByteArray message = QByteArray::fromHex(
      "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
      "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");
  QCOMPARE(cmacOf(key, message.left(16)).toHex(), QByteArray{"070a16b46b4d4144f79bdd9dd04a287c"});
  QCOMPARE(cmacOf(key, message).toHex(), QByteArray{"51f0bebf7e3b9d92fc49741779363cfe"});
}

void TestCmac::random_blocks_are_what_openssl_says() {
  if (QStandardPaths::findExecutable("openssl").isEmpty()) QSKIP("no openssl program");
  const unsigned seed = std::random_device{}();
  qInfo("seed %u", seed);
  std::mt19937 random{seed};
  const auto bytes = [&random](int count) {
    QByteArray some(count, 0);
    for (char& byte : some) byte = static_cast<char>(random());
    return some;
  };
  for (int i = 0; i < 20; ++i) {
    const QByteArray key = bytes(16);
    const QByteArray message = bytes(16 * (1 + i % 4));
    QProcess openssl;
    openssl.start("openssl", {"mac", "-cipher", "AES-128-CBC", "-macopt",
                              "hexkey:" + QString::fromLatin1(key.toHex()), "CMAC"});
    openssl.write(message);
    openssl.closeWriteChannel();
    QVERIFY(openssl.waitForFinished(10'000));
    QCOMPARE(cmacOf(key, message).toHex(), openssl.readAllStandardOutput().trimmed().toLower());
  }
}

void TestCmac::nothing_beyond_a_block_is_touched() {
  const QByteArray key = QByteArray::fromHex("2b7e151628aed2a6abf7158809cf4f3c");
  std::array<std::uint8_t, MSN_KEY_AREA + 16> area{}, other{};
  std::iota(area.begin(), area.end(), std::uint8_t(0x00));
  std::iota(other.begin(), other.end(), std::uint8_t(0x40));
  const auto before = area;
  msn_key_area(reinterpret_cast<const std::uint8_t*>(key.constData()), area.data());
  msn_key_area(reinterpret_cast<const std::uint8_t*>(key.constData()), other.data());
  QVERIFY(std::equal(area.begin() + MSN_KEY_AREA, area.end(), before.begin() + MSN_KEY_AREA));
  QVERIFY(std::equal(area.begin(), area.begin() + MSN_KEY_AREA, other.begin()));  // nor read
  std::array<std::uint8_t, MSN_AES_BLOCK + 16> block{};
  std::iota(block.begin(), block.end(), std::uint8_t(0xA5));
  const auto kept = block;
  const auto untouched = [&] {
    return std::equal(block.begin() + MSN_AES_BLOCK, block.end(), kept.begin() + MSN_AES_BLOCK);
  };
  msn_aes_encrypt(block.data(), area.data());
  QVERIFY(untouched());
  msn_aes_add(block.data(), area.data(), MSN_KEY_K1);
  QVERIFY(untouched());
}

QTEST_GUILESS_MAIN(TestCmac)
#include "tst_cmac.moc"
