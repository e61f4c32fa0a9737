// UTC as text for files and programs: there and back, and what is not a time.
#include <QTest>

#include <random>

#include "domain/utc_text.h"
#include "support/seed.h"

using namespace firedamp;

class TestUtcText : public QObject {
  Q_OBJECT

 private slots:
  void an_instant_is_written_to_the_asked_digit_and_cut_not_rounded() {
    const Instant at = fromMicroseconds(1'795'403'262'250'999);
    QCOMPARE(utcText(at), std::string("2026-11-23T03:07:42.250Z"));
    QCOMPARE(utcText(at, 6), std::string("2026-11-23T03:07:42.250999Z"));
    QCOMPARE(utcText(at, 0), std::string("2026-11-23T03:07:42Z"));
    QCOMPARE(utcText(fromMicroseconds(-1), 6), std::string("1969-12-31T23:59:59.999999Z"));
    QCOMPARE(utcText(Instant{}), std::string());
  }

  void date_minute_second_and_fraction_are_read() {
    const auto us = [](const char* text) {
      const auto at = instantOfUtc(text);
      return at ? microseconds(*at) : -1;
    };
    const std::int64_t day = 1'795'392'000'000'000;
    QCOMPARE(us("2026-11-23"), day);
    QCOMPARE(us("2026-11-23 06:00"), day + 21'600'000'000);
    QCOMPARE(us("2026-11-23T06:00:01"), day + 21'601'000'000);
    QCOMPARE(us("2026-11-23T06:00:01.5Z"), day + 21'601'500'000);
    QCOMPARE(us("2026-11-23 23:59:59.9999999"), day + 86'399'999'999);
    QCOMPARE(us("2024-02-29"), std::int64_t{1'709'164'800'000'000});
  }

  void what_is_no_time_is_refused() {
    for (const char* text : {"", "2026", "2026-11", "2026-11-23x", "2026-11-23 ", "2026-11-23 06",
                             "2026-11-23 24:00", "2026-11-23 06:60", "2026-11-23 06:00:60",
                             "2026-11-23 06:00:00.", "2026-11-23 06:00 x", "2026-02-29",
                             "2026-13-01", "2026-00-01", "2026-01-32", "1969-12-31", "26-11-23",
                             "2026-11-23ZZ", "-026-11-23", " 2026-11-23", "2026-11-23Z06:00"}) {
      QVERIFY2(!instantOfUtc(text), text);
    }
  }

  void every_microsecond_comes_back() {
    std::mt19937_64 random{test::seedOfRun()};
    std::uniform_int_distribution<std::int64_t> any{1, 253'402'300'799'999'999};  // year 9999
    for (int i = 0; i < 20'000; ++i) {
      const Instant at = fromMicroseconds(any(random));
      QVERIFY(instantOfUtc(utcText(at, 6)) == at);
    }
  }
};

QTEST_APPLESS_MAIN(TestUtcText)
#include "tst_utc_text.moc"
