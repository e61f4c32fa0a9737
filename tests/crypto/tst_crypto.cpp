// AES-128-CMAC by the vectors of RFC 4493 and by the openssl program; keys of devices and sites.
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <random>

#include "crypto/key_file.h"
#include "crypto/key_ring.h"
#include "msn/codes.h"

using namespace firedamp;

namespace {

std::vector<std::uint8_t> bytes(const char* hex) {
  const QByteArray raw = QByteArray::fromHex(hex);
  return {raw.begin(), raw.end()};
}

Key key(const char* hex) {
  Key key{};
  const auto raw = bytes(hex);
  std::copy_n(raw.begin(), key.size(), key.begin());
  return key;
}

template <typename Bytes>
QByteArray hex(const Bytes& bytes) {
  return QByteArray(reinterpret_cast<const char*>(bytes.data()),
                    static_cast<qsizetype>(bytes.size()))
      .toHex();
}

// RFC 4493, section 4.
const Key rfcKey = key("2b7e151628aed2a6abf7158809cf4f3c");
constexpr const char* rfcMessage =
    "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
    "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";

// What the openssl program says.
QByteArray judged(const Key& key, const std::vector<std::uint8_t>& message) {
  QProcess openssl;
  openssl.start("openssl", {"mac", "-cipher", "AES-128-CBC", "-macopt", "hexkey:" + hex(key),
                            "-in", "-", "CMAC"});
  openssl.write(QByteArray(reinterpret_cast<const char*>(message.data()),
                           static_cast<qsizetype>(message.size())));
  openssl.closeWriteChannel();
  if (!openssl.waitForFinished(10'000)) return "no answer";
  return openssl.readAllStandardOutput().trimmed().toLower();
}

class KeyFile {
 public:
  explicit KeyFile(const QByteArray& text,
                   QFile::Permissions mode = QFile::ReadOwner | QFile::WriteOwner) {
    QFile file{path()};
    if (!file.open(QFile::WriteOnly) || file.write(text) != text.size()) qFatal("no key file");
    file.setPermissions(mode);
  }
  QString path() const { return folder_.filePath("site.key"); }
  std::variant<Key, Phrase> read() const { return readKeyFile(path().toStdString()); }
  std::string fault() const {
    const auto result = read();
    const auto* phrase = std::get_if<Phrase>(&result);
    return phrase == nullptr ? "" : english(*phrase);
  }

 private:
  QTemporaryDir folder_;
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string startFault(bool production, const QString& file) {
  Site site;
  site.tag = "MINE";
  site.production = production;
  const auto keys = keysFor(site, file.toStdString());
  const auto* phrase = std::get_if<Phrase>(&keys);
  return phrase == nullptr ? "" : english(*phrase);
}

}  // namespace

class TestCrypto : public QObject {
  Q_OBJECT

 private slots:
  void the_vectors_of_rfc_4493_data() {
    QTest::addColumn<int>("length");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("empty") << 0 << QByteArray("bb1d6929e95937287fa37d129b756746");
    QTest::newRow("16") << 16 << QByteArray("070a16b46b4d4144f79bdd9dd04a287c");
    QTest::newRow("40") << 40 << QByteArray("dfa66747de9ae63030ca32611497c827");
    QTest::newRow("64") << 64 << QByteArray("51f0bebf7e3b9d92fc49741779363cfe");
  }
  void the_vectors_of_rfc_4493() {
    QFETCH(int, length);
    QFETCH(QByteArray, expected);
    auto message = bytes(rfcMessage);
    message.resize(static_cast<std::size_t>(length));
    QCOMPARE(hex(cmac(rfcKey, message)), expected);
    QCOMPARE(hex(tagOf(cmac(rfcKey, message))), expected.left(16));
  }

  void the_openssl_program_agrees_on_random_messages() {
    if (QStandardPaths::findExecutable("openssl").isEmpty()) {
      QSKIP("the openssl program is not installed");
    }
    const unsigned seed = std::random_device{}();
    qInfo("seed %u", seed);
    std::mt19937 random{seed};
    for (std::size_t length : {0u, 1u, 15u, 16u, 17u, 32u, 48u, 100u}) {
      Key any{};
      std::vector<std::uint8_t> message(length);
      for (auto& byte : any) byte = static_cast<std::uint8_t>(random());
      for (auto& byte : message) byte = static_cast<std::uint8_t>(random());
      QCOMPARE(hex(cmac(any, message)), judged(any, message));
    }
  }

  void a_device_key_is_the_cmac_of_serial_and_key_id() {
    const Key device = deviceKey(rfcKey, 0x01020304, 0x0506);
    QCOMPARE(hex(device), hex(cmac(rfcKey, bytes("4d534e31010203040506"))));
    QVERIFY(device != deviceKey(rfcKey, 0x01020305, 0x0506));
    QVERIFY(device != deviceKey(rfcKey, 0x01020304, 0x0507));
    QVERIFY(device != deviceKey(trainingSiteKey, 0x01020304, 0x0506));
  }

  void the_training_key_is_what_the_specification_prints() {
    const QByteArray text = QByteArray("FIREDAMP TRAINING").left(16);
    QCOMPARE(hex(trainingSiteKey), text.toHex());
  }

  void a_key_check_value_is_the_cmac_of_zeros() {
    const Block zeros{};
    QCOMPARE(hex(keyCheckValue(rfcKey)), hex(cmac(rfcKey, zeros)).left(6));
  }

  void a_comparison_sees_the_first_the_last_bit_and_the_length() {
    const auto a = bytes("00112233445566ff");
    QVERIFY(equalInConstantTime(a, bytes("00112233445566ff")));
    QVERIFY(!equalInConstantTime(a, bytes("80112233445566ff")));
    QVERIFY(!equalInConstantTime(a, bytes("00112233445566fe")));
    QVERIFY(!equalInConstantTime(a, bytes("00112233445566")));
  }

  void a_key_file_holds_32_hexadecimal_digits() {
    for (const char* end : {"", "\n", "\r\n"}) {
      const KeyFile file{QByteArray("2B7E151628aed2a6abf7158809cf4f3c") + end};
      QCOMPARE(file.fault(), std::string());
      QCOMPARE(std::get<Key>(file.read()), rfcKey);
    }
    for (const char* bad : {"", "2b7e151628aed2a6abf7158809cf4f3",
                            "2b7e151628aed2a6abf7158809cf4f3g",
                            "2b7e151628aed2a6abf7158809cf4f3c0",
                            "2b7e151628aed2a6abf7158809cf4f3c\n\n",
                            "2b7e151628aed2a6abf7158809cf4f3c and many more words than this"}) {
      const KeyFile file{bad};
      QVERIFY2(contains(file.fault(), "site.key must hold 32 hexadecimal digits"), bad);
    }
  }

  void a_key_file_that_others_may_read_is_refused_with_its_mode() {
    const QFile::Permissions owner = QFile::ReadOwner | QFile::WriteOwner;
    const KeyFile group{QByteArray(32, 'a'), owner | QFile::ReadGroup};
    QVERIFY(contains(group.fault(), "site.key may be read or changed by others (mode 0640)"));
    const KeyFile other{QByteArray(32, 'a'), owner | QFile::ReadOther};
    QVERIFY(contains(other.fault(), "(mode 0604): chmod 600 it"));
    const KeyFile readOnly{QByteArray(32, 'a'), QFile::ReadOwner};
    QCOMPARE(readOnly.fault(), std::string());
  }

  void a_missing_key_file_and_a_directory_are_named() {
    const auto missing = readKeyFile("/nowhere/site.key");
    QVERIFY(contains(english(std::get<Phrase>(missing)), "/nowhere/site.key cannot be read: No"));
    QTemporaryDir folder;
    const auto directory = readKeyFile(folder.path().toStdString());
    QVERIFY(contains(english(std::get<Phrase>(directory)), "is not a file"));
  }

  void a_key_ring_opens_training_nodes_and_with_a_site_key_the_others() {
    const KeyRing school;
    QVERIFY(!school.deviceKey(7, MSN_KEY_NONE));
    QCOMPARE(*school.deviceKey(7, MSN_KEY_TRAINING), deviceKey(trainingSiteKey, 7, 1));
    QVERIFY(!school.deviceKey(7, 2));
    QVERIFY(!school.hasSiteKey());
    const KeyRing mine{rfcKey};
    QVERIFY(!mine.deviceKey(7, MSN_KEY_NONE));
    QCOMPARE(*mine.deviceKey(7, MSN_KEY_TRAINING), deviceKey(trainingSiteKey, 7, 1));
    QCOMPARE(*mine.deviceKey(7, 2), deviceKey(rfcKey, 7, 2));
    QVERIFY(mine.hasSiteKey());
  }

  void a_production_site_starts_only_with_a_key_of_its_own() {
    const KeyFile own{"2b7e151628aed2a6abf7158809cf4f3c"};
    const KeyFile training{hex(trainingSiteKey)};
    QCOMPARE(startFault(false, ""), std::string());
    QCOMPARE(startFault(false, training.path()), std::string());
    QCOMPARE(startFault(true, own.path()), std::string());
    QVERIFY(contains(startFault(true, ""), "MINE is a production site and needs its site key"));
    const std::string refused = startFault(true, training.path());
    QVERIFY(contains(refused, "site.key is the public training key"));
    QVERIFY(contains(refused, "production site MINE"));
    QVERIFY(contains(startFault(false, "/nowhere/site.key"), "/nowhere/site.key"));
  }
};

QTEST_APPLESS_MAIN(TestCrypto)
#include "tst_crypto.moc"
