#include <QTest>

#include "alarm/limit_watch.h"

using namespace firedamp;

namespace {

Instant at_ms(int ms) { return fromMicroseconds(1'000'000'000 + ms * 1000ll); }

LimitRule rule(bool high, int set, int release, int on_ms = 0, int off_ms = 0) {
  return {high ? AlarmKind::high : AlarmKind::low, high, set, release,
          std::chrono::milliseconds{on_ms}, std::chrono::milliseconds{off_ms}};
}

}  // namespace

class TestLimitWatch : public QObject {
  Q_OBJECT

 private slots:
  void both_sides_of_set_and_release_data() {
    QTest::addColumn<bool>("high");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("second");
    QTest::addColumn<bool>("activeAfterFirst");
    QTest::addColumn<bool>("activeAfterSecond");
    QTest::newRow("high below set") << true << 149 << 149 << false << false;
    QTest::newRow("high at set") << true << 150 << 100 << true << true;
    QTest::newRow("high above set") << true << 151 << 100 << true << true;
    QTest::newRow("high released below release") << true << 150 << 99 << true << false;
    QTest::newRow("high between never sets") << true << 120 << 149 << false << false;
    QTest::newRow("low above set") << false << 301 << 301 << false << false;
    QTest::newRow("low at set") << false << 300 << 320 << true << true;
    QTest::newRow("low below set") << false << 299 << 320 << true << true;
    QTest::newRow("low released above release") << false << 300 << 321 << true << false;
  }
  void both_sides_of_set_and_release() {
    QFETCH(bool, high);
    QFETCH(int, first);
    QFETCH(int, second);
    LimitWatch watch{high ? rule(true, 150, 100) : rule(false, 300, 320)};
    watch.accept(at_ms(0), first);
    QTEST(watch.active(), "activeAfterFirst");
    watch.accept(at_ms(1000), second);
    QTEST(watch.active(), "activeAfterSecond");
  }

  void on_delay_counts_the_time_at_the_limit_to_the_millisecond() {
    LimitWatch watch{rule(true, 100, 90, 2000)};
    watch.accept(at_ms(0), 100);
    watch.accept(at_ms(1000), 100);
    watch.accept(at_ms(1999), 100);
    QVERIFY(!watch.active());
    watch.accept(at_ms(2000), 100);
    QVERIFY(watch.active());
  }

  // The node's step counts to 65535; the supervisor's delays are not cut there.
  // To one tick.
  void long_delays_are_as_long_as_they_say_data() {
    QTest::addColumn<int>("delay_ms");
    QTest::addColumn<int>("tick_ms");
    QTest::newRow("the last that fits") << 65535 << 1;
    QTest::newRow("one more") << 65536 << 2;
    QTest::newRow("ten minutes") << 600'000 << 10;
    QTest::newRow("an hour") << 3'600'000 << 55;
  }
  void long_delays_are_as_long_as_they_say() {
    QFETCH(int, delay_ms);
    QFETCH(int, tick_ms);
    for (bool off : {false, true}) {
      LimitWatch watch{off ? rule(true, 100, 90, 0, delay_ms) : rule(true, 100, 90, delay_ms)};
      if (off) watch.accept(at_ms(-tick_ms), 100);
      for (int ms = 0; ms < delay_ms - tick_ms; ms += 1000) watch.accept(at_ms(ms), off ? 10 : 100);
      watch.accept(at_ms(delay_ms - tick_ms), off ? 10 : 100);
      QCOMPARE(watch.active(), off);
      watch.accept(at_ms(delay_ms + tick_ms), off ? 10 : 100);
      QCOMPARE(watch.active(), !off);
    }
  }

  void the_time_before_the_limit_was_reached_does_not_count() {
    LimitWatch watch{rule(true, 100, 90, 2000)};
    watch.accept(at_ms(0), 50);
    watch.accept(at_ms(60000), 100);
    QVERIFY(!watch.active());
  }

  void off_delay_keeps_it_until_it_has_passed() {
    LimitWatch watch{rule(true, 100, 90, 0, 5000)};
    watch.accept(at_ms(0), 100);
    watch.accept(at_ms(1000), 89);
    watch.accept(at_ms(5999), 89);
    QVERIFY(watch.active());
    watch.accept(at_ms(6000), 89);
    QVERIFY(!watch.active());
  }

  void trembling_around_the_limit_still_acts() {
    LimitWatch watch{rule(true, 100, 90, 3000)};
    int flippedAt = -1;
    for (int i = 0; i < 12 && flippedAt < 0; ++i) {
      for (const auto& flip : watch.accept(at_ms(1000 * i), i % 2 == 0 ? 100 : 80)) {
        if (flip.active) flippedAt = i;
      }
    }
    QCOMPARE(flippedAt, 7);  // 1 - 0.25 s per pair: 3 s are full in the fourth
  }

  void fast_samples_lose_no_fraction_of_a_millisecond() {
    LimitWatch watch{rule(true, 100, 90, 10)};
    for (int i = 0; i <= 40; ++i) {
      watch.accept(at_ms(0) + Duration{i * 250}, 100);  // 0.25 ms apart
      QCOMPARE(watch.active(), i == 40);
    }
  }

  void an_unusable_sample_stops_the_delay_and_keeps_the_state() {
    LimitWatch watch{rule(true, 100, 90, 2000)};
    watch.accept(at_ms(0), 100);
    watch.pause();
    watch.accept(at_ms(5000), 100);
    QVERIFY(!watch.active());  // the five blind seconds count for nothing
    watch.accept(at_ms(7000), 100);
    QVERIFY(watch.active());
    watch.pause();
    QVERIFY(watch.active());
  }

  void a_late_excursion_is_news_once() {
    LimitWatch watch{rule(true, 100, 90)};
    watch.accept(at_ms(0), 40);
    watch.accept(at_ms(1000), 41);
    QCOMPARE(watch.late(at_ms(400), 99), LimitWatch::Excursion::none);
    QCOMPARE(watch.late(at_ms(500), 100), LimitWatch::Excursion::over);
    QVERIFY(!watch.active());
    QCOMPARE(watch.late(at_ms(600), 120), LimitWatch::Excursion::none);
  }

  void a_late_excursion_that_nothing_has_ended_stands() {
    LimitWatch watch{rule(true, 100, 90)};
    watch.accept(at_ms(1000), 95);  // between release and set: shows no return
    QCOMPARE(watch.late(at_ms(500), 100), LimitWatch::Excursion::standing);
    QVERIFY(watch.active());
  }

  void late_news_of_an_alarm_that_was_reported_is_no_news() {
    LimitWatch watch{rule(true, 100, 90)};
    watch.accept(at_ms(1000), 40);
    watch.accept(at_ms(2000), 105);  // reported here
    watch.accept(at_ms(3000), 50);
    QCOMPARE(watch.late(at_ms(1900), 101), LimitWatch::Excursion::none);
    QCOMPARE(watch.late(at_ms(1000), 101), LimitWatch::Excursion::over);
  }

  // The last value within changes nothing; the one beside it does.
  void the_quiet_band_ends_where_something_would_change_data() {
    QTest::addColumn<bool>("high");
    QTest::addColumn<int>("value");
    QTest::addColumn<int>("last");
    QTest::addColumn<int>("beside");
    QTest::newRow("high, not active") << true << 120 << 149 << 150;
    QTest::newRow("high, active") << true << 150 << 100 << 99;
    QTest::newRow("low, not active") << false << 310 << 301 << 300;
    QTest::newRow("low, active") << false << 300 << 320 << 321;
  }
  void the_quiet_band_ends_where_something_would_change() {
    QFETCH(bool, high);
    QFETCH(int, value);
    QFETCH(int, last);
    QFETCH(int, beside);
    LimitWatch watch{high ? rule(true, 150, 100) : rule(false, 300, 320)};
    QuietBand band;
    QVERIFY(!watch.quiet(band));  // it knows no value
    watch.accept(at_ms(0), value);
    const bool active = watch.active();
    QVERIFY(watch.quiet(band));
    QVERIFY(band.holds(value) && band.holds(last) && !band.holds(beside));
    QCOMPARE(watch.accept(at_ms(1000), last).count, std::size_t{0});
    QCOMPARE(watch.active(), active);
    QCOMPARE(watch.accept(at_ms(2000), beside).count, std::size_t{1});
  }

  void nothing_is_quiet_while_a_delay_is_counted() {
    LimitWatch watch{rule(true, 100, 90, 2000)};
    QuietBand band;
    watch.accept(at_ms(0), 100);  // counts from here
    QVERIFY(!watch.quiet(band));
    watch.accept(at_ms(1000), 50);
    QVERIFY(!watch.quiet(band));  // a second of two; drains at a quarter of the rate
    watch.accept(at_ms(4999), 50);
    QVERIFY(!watch.quiet(band));
    watch.accept(at_ms(5003), 50);
    QVERIFY(watch.quiet(band));
    watch.pause();
    QVERIFY(!watch.quiet(band));
  }
};

QTEST_APPLESS_MAIN(TestLimitWatch)
#include "tst_limit_watch.moc"
