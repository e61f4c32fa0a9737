// One limit: comparison, delay, leak, hysteresis; both sides of each.
#include <QtTest>

#include "fw/limit.h"

class TestLimit : public QObject {
  Q_OBJECT
 private slots:
  void bands_end_at_their_values();
  void a_limit_begins_inactive_and_with_nothing_spent();
  void it_acts_when_the_delay_is_spent_and_not_before();
  void a_delay_of_nothing_acts_at_once();
  void what_is_spent_drains_at_a_quarter();
  void it_drains_to_nothing_and_not_below();
  void each_change_starts_with_nothing_spent();
  void a_step_judges_by_the_state_it_is_in();
  void time_beyond_the_largest_number_is_the_largest();
};

void TestLimit::bands_end_at_their_values() {
  QCOMPARE(fw_band_high(100, 100, 90), FW_BAND_SET);
  QCOMPARE(fw_band_high(99, 100, 90), FW_BAND_BETWEEN);
  QCOMPARE(fw_band_high(90, 100, 90), FW_BAND_BETWEEN);
  QCOMPARE(fw_band_high(89, 100, 90), FW_BAND_RELEASE);
  QCOMPARE(fw_band_high32(100'000, 100'000, 90'000), FW_BAND_SET);
  QCOMPARE(fw_band_high32(99'999, 100'000, 90'000), FW_BAND_BETWEEN);
  QCOMPARE(fw_band_high32(90'000, 100'000, 90'000), FW_BAND_BETWEEN);
  QCOMPARE(fw_band_high32(89'999, 100'000, 90'000), FW_BAND_RELEASE);
  QCOMPARE(fw_band_low32(-100'000, -100'000, -90'000), FW_BAND_SET);
  QCOMPARE(fw_band_low32(-99'999, -100'000, -90'000), FW_BAND_BETWEEN);
  QCOMPARE(fw_band_low32(-90'000, -100'000, -90'000), FW_BAND_BETWEEN);
  QCOMPARE(fw_band_low32(-89'999, -100'000, -90'000), FW_BAND_RELEASE);
}

void TestLimit::a_limit_begins_inactive_and_with_nothing_spent() {
  fw_limit limit{99, true};
  fw_limit_init(&limit);
  QVERIFY(!limit.active);
  QVERIFY(!fw_limit_push(&limit, true, 100, 99));
  QVERIFY(fw_limit_push(&limit, true, 100, 1));
}

void TestLimit::it_acts_when_the_delay_is_spent_and_not_before() {
  fw_limit limit{};
  QVERIFY(!fw_limit_push(&limit, true, 200, 199));
  QVERIFY(!fw_limit_push(&limit, true, 200, 0));
  QVERIFY(!limit.active);
  QVERIFY(fw_limit_push(&limit, true, 200, 1));
  QVERIFY(limit.active);
  QVERIFY(fw_limit_push(&limit, true, 200, 200));
  QVERIFY(!limit.active);
}

void TestLimit::a_delay_of_nothing_acts_at_once() {
  fw_limit limit{};
  QVERIFY(!fw_limit_push(&limit, false, 0, 100));
  QVERIFY(fw_limit_push(&limit, true, 0, 0));
  QVERIFY(limit.active);
}

void TestLimit::what_is_spent_drains_at_a_quarter() {
  fw_limit limit{};
  fw_limit_push(&limit, true, 200, 150);
  QVERIFY(!fw_limit_push(&limit, false, 200, 200));  // 100 left
  QVERIFY(!fw_limit_push(&limit, true, 200, 99));
  QVERIFY(fw_limit_push(&limit, true, 200, 1));
}

void TestLimit::it_drains_to_nothing_and_not_below() {
  for (const int rest : {396, 400, 404, 4000}) {  // 1 ms left, none, none, none
    fw_limit limit{};
    fw_limit_push(&limit, true, 200, 100);
    fw_limit_push(&limit, false, 200, std::uint16_t(rest));
    QVERIFY(!fw_limit_push(&limit, true, 200, 198));
    QCOMPARE(fw_limit_push(&limit, true, 200, 1), rest == 396);
  }
}

void TestLimit::each_change_starts_with_nothing_spent() {
  fw_limit limit{};
  QVERIFY(fw_limit_push(&limit, true, 100, 1000));
  QVERIFY(!fw_limit_push(&limit, true, 100, 99));
  QVERIFY(fw_limit_push(&limit, true, 100, 1));
}

void TestLimit::a_step_judges_by_the_state_it_is_in() {
  fw_limit limit{};
  const auto step = [&limit](fw_band band, std::uint16_t elapsed) {
    return fw_limit_step(&limit, band, 100, 500, elapsed);
  };
  QVERIFY(!step(FW_BAND_RELEASE, 1000));
  QVERIFY(!step(FW_BAND_BETWEEN, 1000));
  QVERIFY(!step(FW_BAND_SET, 99));
  QVERIFY(step(FW_BAND_SET, 1));
  QVERIFY(!step(FW_BAND_SET, 1000));
  QVERIFY(!step(FW_BAND_BETWEEN, 1000));
  QVERIFY(!step(FW_BAND_RELEASE, 499));
  QVERIFY(step(FW_BAND_RELEASE, 1));
  QVERIFY(!limit.active);
}

void TestLimit::time_beyond_the_largest_number_is_the_largest() {
  fw_limit limit{};
  QVERIFY(!fw_limit_push(&limit, true, 65535, 65534));
  QVERIFY(fw_limit_push(&limit, true, 65535, 65534));  // would be 65532 of it
  QVERIFY(limit.active);
  QVERIFY(!fw_limit_push(&limit, true, 65535, 32768));
  QVERIFY(fw_limit_push(&limit, true, 65535, 32768));  // 65536: one too many for a register
}

QTEST_GUILESS_MAIN(TestLimit)
#include "tst_limit.moc"
