// Every single byte of a package counts: whichever is another, the package says so.
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "historian/a_mine.h"
#include "historian/package_check.h"
#include "historian/package_file.h"
#include "support/seed.h"

using namespace firedamp;

class TestPackageBytes : public QObject {
  Q_OBJECT

  QTemporaryDir directory_;
  std::filesystem::path package_;

  // A whole package in small pages, so that there are not too many bytes, signed by somebody.
  void makePackage() {
    QFile text{FIREDAMP_PACKAGES "/package-1.base64"};
    QVERIFY(text.open(QIODevice::ReadOnly));
    const QString large = directory_.filePath("large.msl");
    QFile file{large};
    const QByteArray bytes = qUncompress(QByteArray::fromBase64(text.readAll()));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.close();
    package_ = directory_.filePath("small.msl").toStdString();
    sqlite3* database = nullptr;
    QCOMPARE(sqlite3_open(large.toUtf8().constData(), &database), SQLITE_OK);
    const std::string sql = "PRAGMA page_size = 512; VACUUM INTO '" + package_.string() + "'";
    QCOMPARE(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
    auto key = SealKey::readOrMake(directory_.filePath("seal.key").toStdString());
    QVERIFY(signPackage(package_, std::get<SealKey>(key)));
  }

 private slots:
  void initTestCase() { makePackage(); }

  void it_is_whole() {
    const PackageVerdict verdict = checkContents(package_, {});
    QVERIFY2(!verdict.fault, english(verdict.fault.value_or(Phrase{})).c_str());
    QVERIFY(std::holds_alternative<PublicKey>(signerOf(package_)));
  }

  void no_byte_can_be_another() {
    const std::uint64_t seed = test::seedOfRun();
    const auto size = static_cast<off_t>(std::filesystem::file_size(package_));
    const int file = ::open(package_.c_str(), O_RDWR | O_CLOEXEC);
    QVERIFY(file >= 0);
    for (off_t at = 0; at < size; ++at) {
      std::uint8_t byte = 0;
      QCOMPARE(::pread(file, &byte, 1, at), 1);
      const auto bit = (static_cast<std::uint64_t>(at) * 7 + seed) % 8;
      const auto other = static_cast<std::uint8_t>(byte ^ (1u << bit));
      QCOMPARE(::pwrite(file, &other, 1, at), 1);
      const bool found = std::holds_alternative<Phrase>(signerOf(package_));
      QCOMPARE(::pwrite(file, &byte, 1, at), 1);
      QVERIFY2(found, qPrintable(QString("byte %1").arg(at)));
    }
    ::close(file);
    qInfo("%lld bytes", static_cast<long long>(size));
    QVERIFY(std::holds_alternative<PublicKey>(signerOf(package_)));
  }

  void none_can_be_missing_or_added() {
    const auto size = std::filesystem::file_size(package_);
    const std::filesystem::path other = directory_.filePath("other.msl").toStdString();
    for (const std::uintmax_t length : {size - 1, size + 1, size / 2, std::uintmax_t{104},
                                        std::uintmax_t{103}, std::uintmax_t{0}}) {
      std::filesystem::copy_file(package_, other,
                                 std::filesystem::copy_options::overwrite_existing);
      std::filesystem::resize_file(other, length);
      QVERIFY2(packageFault(other), qPrintable(QString::number(length)));
    }
  }
};

QTEST_GUILESS_MAIN(TestPackageBytes)
#include "tst_package_bytes.moc"
