// The program itself: what it refuses, what it never does, what it leaves behind.
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "crypto/device_key.h"
#include "provision/made_images.h"

using namespace firedamp;

namespace {

struct Outcome {
  int exit = -1;
  QString out, err;
};

class Bench {
 public:
  Bench() {
    write("relay52.ihx", QByteArray::fromStdString(relayHex(0x2000, 1)));
    write("site.key", "c0ffee00000000000000000000000000\n");
    QFile::setPermissions(path("site.key"), QFile::ReadOwner | QFile::WriteOwner);
  }
  QString path(const QString& name) const { return folder_.filePath(name); }
  void write(const QString& name, const QByteArray& content) const {
    QFile file{path(name)};
    if (!file.open(QFile::WriteOnly)) qFatal("cannot write");
    file.write(content);
  }
  QByteArray content(const QString& name) const {
    QFile file{path(name)};
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray{};
  }
  // Names of files in the folder need no path.
  Outcome run(const QStringList& words) const {
    QProcess program;
    program.setWorkingDirectory(folder_.path());
    program.start(FIREDAMP_BINARY_DIR "/bin/msn_provision", words);
    if (!program.waitForFinished(20'000)) return {};
    return {program.exitCode(), program.readAllStandardOutput(), program.readAllStandardError()};
  }
  Outcome make(const QStringList& more) const {
    return run(QStringList{"relay52.ihx", "--out", "out.ihx", "--serial", "103", "--address",
                           "3"} + more);
  }

 private:
  QTemporaryDir folder_;
};

const QStringList keyed{"--site-key", "site.key", "--key-id", "7"};

}  // namespace

class TestMsnProvision : public QObject {
  Q_OBJECT

 private slots:
  void a_device_is_made_and_its_key_stays_out_of_sight() {
    const Bench bench;
    const QByteArray before = bench.content("relay52.ihx");
    const Outcome outcome = bench.make(keyed + QStringList{"--label", "label.txt"});
    QCOMPARE(outcome.err, QString());
    QCOMPARE(outcome.exit, 0);
    const Key key = deviceKey({0xC0, 0xFF, 0xEE}, 103, 7);
    const QByteArray digits(reinterpret_cast<const char*>(key.data()), 16);
    QVERIFY(outcome.out.contains("serial 103"));
    QVERIFY(outcome.out.contains("key check value"));
    QVERIFY(!outcome.out.contains(digits.toHex(), Qt::CaseInsensitive));
    QVERIFY(bench.content("label.txt").contains(digits.toHex().toUpper()));
    for (const char* file : {"label.txt", "out.ihx"}) {
      const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther |
                          QFile::WriteOther;
      QVERIFY(!(QFileInfo{bench.path(file)}.permissions() & others));
    }
    QCOMPARE(bench.content("relay52.ihx"), before);
    QVERIFY(!bench.content("out.ihx").isEmpty());
  }

  void production_refuses_the_training_key_in_every_form() {
    const Bench bench;
    QCOMPARE(bench.make({"--training"}).exit, 0);
    QVERIFY(QFile::remove(bench.path("out.ihx")));
    QCOMPARE(bench.make({"--training", "--production"}).exit, 2);
    const QByteArray training(reinterpret_cast<const char*>(trainingSiteKey.data()), 16);
    bench.write("site.key", training.toHex());
    const Outcome file = bench.make(keyed + QStringList{"--production"});
    QCOMPARE(file.exit, 1);
    QVERIFY2(file.err.contains("site.key: is the public training key"), qPrintable(file.err));
    const Outcome none = bench.make({"--level", "0", "--production"});
    QVERIFY2(none.err.contains("refuses a node without a key"), qPrintable(none.err));
    QVERIFY(!QFile::exists(bench.path("out.ihx")));
  }

  void inputs_are_never_overwritten() {
    const Bench bench;
    const QByteArray image = bench.content("relay52.ihx"), key = bench.content("site.key");
    const QStringList plate{"--serial", "1", "--address", "1"};
    QVERIFY(QFile::link(bench.path("relay52.ihx"), bench.path("link.ihx")));
    for (const QString& out : {QString{"relay52.ihx"}, QString{"./relay52.ihx"},
                               QString{"link.ihx"},
                               QString{"site.key"}}) {
      const Outcome outcome = bench.run(QStringList{"relay52.ihx", "--out", out} + plate + keyed);
      QCOMPARE(outcome.exit, 1);
      QVERIFY2(outcome.err.contains("is an input and is not overwritten"),
               qPrintable(outcome.err));
    }
    const Outcome label = bench.make(keyed + QStringList{"--label", "site.key"});
    QCOMPARE(label.exit, 1);
    QCOMPARE(bench.content("relay52.ihx"), image);
    QCOMPARE(bench.content("site.key"), key);
  }

  void what_is_wrong_is_said_with_its_place_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("said");
    const QStringList plate{"relay52.ihx", "--out", "out.ihx", "--serial", "1", "--address", "1"};
    QTest::newRow("nothing") << QStringList{} << "the IMAGE is missing";
    QTest::newRow("no out") << QStringList{"relay52.ihx"} << "--out FILE is missing";
    QTest::newRow("no serial") << plate.mid(0, 3) << "--serial N is missing";
    QTest::newRow("no address") << plate.mid(0, 5) << "--address N is missing";
    QTest::newRow("address") << QStringList{"relay52.ihx", "--address", "248"}
                             << "--address: expected 1 to 247, found \"248\"";
    QTest::newRow("unknown") << QStringList{"--sriel", "3"} << "unknown argument --sriel";
    QTest::newRow("no value") << QStringList{"--serial"} << "--serial needs a value";
    QTest::newRow("key id 1") << plate + QStringList{"--key-id", "1"} << "expected 2 to 65535";
    QTest::newRow("half a key") << plate + QStringList{"--site-key", "site.key"} << "go together";
    QTest::newRow("two keys") << plate + keyed + QStringList{"--training"} << "exclude each other";
    QTest::newRow("no key") << plate << "relay52.ihx: a node of level 1 needs a key";
    QTest::newRow("no image") << QStringList{"none.ihx"} + plate.mid(1) << "none.ihx: no such file";
    QTest::newRow("no config") << plate + keyed + QStringList{"--config", "none.txt"}
                               << "none.txt: cannot be read";
    QTest::newRow("no folder") << QStringList{"relay52.ihx", "--out", "none/out.ihx"} +
                                      plate.mid(3) + keyed
                               << "none/out.ihx: cannot be written: No such file or directory";
  }
  void what_is_wrong_is_said_with_its_place() {
    QFETCH(QStringList, words);
    QFETCH(QString, said);
    const Bench bench;
    const Outcome outcome = bench.run(words);
    QVERIFY(outcome.exit == 1 || outcome.exit == 2);
    QVERIFY2(outcome.err.contains(said), qPrintable(outcome.err));
    QVERIFY(!QFile::exists(bench.path("out.ihx")));
  }

  void an_open_site_key_is_refused() {
    const Bench bench;
    QFile::setPermissions(bench.path("site.key"), QFile::ReadOwner | QFile::ReadGroup);
    const Outcome outcome = bench.make(keyed);
    QCOMPARE(outcome.exit, 1);
    QVERIFY(outcome.err.contains("site.key may be read or changed by others (mode 0440)"));
  }
};

QTEST_APPLESS_MAIN(TestMsnProvision)
#include "tst_msn_provision.moc"
