// The horn proves that it sounds: players are shell scripts here, good, failing, and lying.
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "ui/horn.h"
#include "ui/horn_wave.h"

using namespace firedamp;

namespace {

Player script(const QString& body) { return {"sh", {"-c", body, "player"}}; }

}  // namespace

class TestHorn : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void the_wave_is_a_wav_file_of_the_length_asked_for() {
    const QByteArray wave = hornWave(1000, false);
    QCOMPARE(wave.left(4), QByteArray{"RIFF"});
    QCOMPARE(wave.mid(8, 4), QByteArray{"WAVE"});
    QCOMPARE(wave.size(), 44 + 22050 * 2);
    QVERIFY(wave.mid(44).count('\0') < wave.size() / 2);
    QCOMPARE(hornWave(100, true).mid(44), QByteArray(2205 * 2, '\0'));
  }

  void a_player_that_plays_as_long_as_the_sound_is_believed() {
    Horn horn{{script("sleep 0.45")}};
    QSignalSpy spy{&horn, &Horn::proved};
    horn.test();
    QVERIFY(spy.wait(3000));
    QCOMPARE(spy[0][0].toBool(), true);
  }

  void a_player_that_ends_at_once_is_not_believed() {
    Horn horn{{script("exit 0")}};
    QSignalSpy spy{&horn, &Horn::proved};
    horn.test();
    QVERIFY(spy.wait(3000));
    QCOMPARE(spy[0][0].toBool(), false);
    QVERIFY(spy[0][1].toString().contains("ended after"));
  }

  void a_failing_player_is_passed_over_for_the_next() {
    Horn horn{{{"no-such-player-anywhere", {}}, script("echo broken >&2; exit 1"),
               script("sleep 0.45")}};
    QSignalSpy spy{&horn, &Horn::proved};
    horn.test();
    QVERIFY(spy.wait(3000));
    QCOMPARE(spy[0][0].toBool(), true);
  }

  void when_all_fail_each_one_is_named() {
    Horn horn{{{"no-such-player-anywhere", {}}, script("echo broken >&2; exit 1")}};
    QSignalSpy spy{&horn, &Horn::proved};
    horn.test();
    QVERIFY(spy.wait(3000));
    QCOMPARE(spy[0][0].toBool(), false);
    QVERIFY(spy[0][1].toString().contains("no-such-player-anywhere is not installed"));
    QVERIFY(spy[0][1].toString().contains("broken"));
  }

  void the_horn_loops_until_it_is_silenced() {
    QTemporaryDir folder;
    const QString log = folder.filePath("plays");
    Horn horn{{script("echo x >>" + log + "; sleep 2")}};
    QSignalSpy spy{&horn, &Horn::proved};
    horn.setSounding(true);
    QTRY_VERIFY_WITH_TIMEOUT(spy.count() >= 2, 8000);
    horn.setSounding(false);
    QFile file{log};
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto plays = file.readAll().count('x');
    QVERIFY(plays >= 2);
    QTest::qWait(300);
    file.seek(0);
    QCOMPARE(file.readAll().count('x'), plays);
  }
};

QTEST_GUILESS_MAIN(TestHorn)
#include "tst_horn.moc"
