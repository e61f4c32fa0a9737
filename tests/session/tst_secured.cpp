// The messages behind the MACs, byte for byte as protocol/SPEC.md has them.
#include <QTest>

#include "msn/codes.h"
#include "session/secured.h"

using namespace firedamp;

namespace {

const Key key{0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6,
              0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf, 0x4f, 0x3c};
const FourRegisters nonce{0x0011, 0x2233, 0x4455, 0x6677};
const SecuredCall call{0x1E, MSN_FN_CLOSE, 0x01, 0x0203, 0x0405};

// The first half of the CMAC of a message in hexadecimal digits.
FourRegisters macOf(const char* hex) {
  const QByteArray raw = QByteArray::fromHex(hex);
  const Tag tag = tagOf(cmac(key, std::vector<std::uint8_t>(raw.begin(), raw.end())));
  FourRegisters mac{};
  for (std::size_t i = 0; i < 4; ++i) {
    mac[i] = static_cast<std::uint16_t>(tag[2 * i] << 8 | tag[2 * i + 1]);
  }
  return mac;
}

}  // namespace

class TestSecured : public QObject {
  Q_OBJECT

 private slots:
  void an_operate_is_one_block() {
    QCOMPARE(operateMac(key, call, nonce), macOf("411e02010203040500112233445566 77"));
  }

  void a_commit_covers_the_staged_page() {
    std::vector<std::uint16_t> staged(16, 0);
    staged[0] = 0x0102;
    staged[15] = 0xF0F1;
    QCOMPARE(operateMac(key, {0x1E, MSN_FN_CFG_COMMIT, 0, 0, 9}, nonce, staged),
             macOf("411e03000000000900112233445566770102" "0000000000000000000000000000"
                   "0000000000000000000000000000f0f1"));
  }

  void a_result_is_one_block() {
    QCOMPARE(resultMac(key, call, MSN_SEC_OK, 0x80, nonce),
             macOf("521e02010080040500112233445566 77"));
  }

  void an_attestation_covers_challenge_and_page() {
    std::vector<std::uint16_t> live(16, 0);
    live[0] = 0x0102;
    live[15] = 0xF0F1;
    QCOMPARE(attestMac(key, 0x1E, 0x0405, nonce, live),
             macOf("541e00000405000000112233445566770102" "0000000000000000000000000000"
                   "0000000000000000000000000000f0f1"));
  }

  void macs_are_compared_to_the_last_bit() {
    FourRegisters other = nonce;
    QVERIFY(sameMac(nonce, other));
    other[3] ^= 1;
    QVERIFY(!sameMac(nonce, other));
    other = nonce;
    other[0] ^= 0x8000;
    QVERIFY(!sameMac(nonce, other));
  }
};

QTEST_APPLESS_MAIN(TestSecured)
#include "tst_secured.moc"
