#include "historian/a_mine.h"
#include "historian/trend_columns.h"
#include "support/seed.h"

using namespace firedamp;

namespace {

// "min..max/last" per column, "-" for a gap.
QString text(std::vector<TrendColumn> columns) {
  QStringList words;
  for (const TrendColumn& column : columns) {
    words << (column.empty ? QStringLiteral("-")
                           : QStringLiteral("%1..%2/%3")
                                 .arg(column.min)
                                 .arg(column.max)
                                 .arg(column.last));
  }
  return words.join(' ');
}

struct Value {
  double at_s;
  int raw;
  std::uint16_t quality = 0;
};

QString trend(double from, double to, std::size_t columns, double hold_s,
              const std::vector<Value>& values) {
  TrendColumns result{at(from), at(to), columns,
                      Duration{static_cast<Duration::rep>(hold_s * 1e6)}};
  for (const Value& value : values) result.add(at(value.at_s), value.raw, Quality{value.quality});
  return text(result.take());
}

}  // namespace

class TestTrendColumns : public QObject {
  Q_OBJECT

 private slots:
  void a_column_keeps_its_extremes_and_its_last_value() {
    QCOMPARE(trend(0, 20, 2, 0, {{1, 5}, {2, 9}, {3, 1}, {9, 4}, {11, 7}}),
             QString("1..9/4 7..7/7"));
  }

  void a_border_belongs_to_the_column_that_begins_there() {
    QCOMPARE(trend(0, 20, 2, 0, {{0, 1}, {10, 2}, {20, 3}}), QString("1..1/1 2..2/2"));
  }

  void a_value_holds_until_the_next_when_columns_are_narrow() {
    QCOMPARE(trend(0, 6, 6, 2, {{0, 5}, {2, 7}, {4, 6}}),
             QString("5..5/5 5..5/5 7..7/7 7..7/7 6..6/6 -"));
  }

  void a_silence_longer_than_the_hold_is_a_gap() {
    QCOMPARE(trend(0, 6, 6, 2, {{0, 5}, {2, 6}, {4.000001, 7}}),
             QString("5..5/5 5..5/5 6..6/6 - 7..7/7 -"));
  }

  void an_unusable_value_ends_the_line_and_is_never_drawn() {
    QCOMPARE(trend(0, 6, 6, 2, {{0, 5}, {1.5, 999, Quality::sensorFault}, {3, 6}}),
             QString("5..5/5 5..5/5 - 6..6/6 - -"));
  }

  void the_samples_before_and_after_the_picture_reach_into_it() {
    QCOMPARE(trend(10, 14, 4, 5, {{8, 3}, {11.5, 4}, {16, 5}}),
             QString("3..3/3 3..4/4 4..4/4 4..4/4"));
    QCOMPARE(trend(10, 14, 4, 5, {{4, 3}, {9.5, 4}}), QString("- - - -"));
    QCOMPARE(trend(10, 14, 4, 5, {{15, 3}, {16, 4}}), QString("- - - -"));
  }

  void one_column_over_everything_and_columns_narrower_than_a_microsecond_work() {
    QCOMPARE(trend(0, 1, 1, 1, {{0.5, 3}}), QString("3..3/3"));
    TrendColumns fine{at(0), at(0) + Duration{2}, 4, Duration{10}};
    fine.add(at(0), 1, {});
    fine.add(at(0) + Duration{1}, 2, {});
    fine.add(at(0) + Duration{5}, 3, {});
    QCOMPARE(fine.take().back().last, 2);
  }

  void no_extreme_is_lost_whatever_the_columns() {
    const std::uint32_t seed = test::seedOfRun();
    QRandomGenerator random{seed};
    for (int round = 0; round < 200; ++round) {
      const auto count = static_cast<std::size_t>(random.bounded(1, 400));
      TrendColumns columns{at(0), at(100), static_cast<std::size_t>(random.bounded(1, 300)),
                           Duration{random.bounded(0, 1000000)}};
      int lowest = INT_MAX, highest = INT_MIN;
      for (std::size_t i = 0; i < count; ++i) {
        const int value = random.bounded(-1000, 1000);
        columns.add(at(100.0 * static_cast<double>(i) / static_cast<double>(count)), value, {});
        lowest = std::min(lowest, value);
        highest = std::max(highest, value);
      }
      int low = INT_MAX, high = INT_MIN;
      for (const TrendColumn& column : columns.take()) {
        if (column.empty) continue;
        QVERIFY(column.min <= column.last && column.last <= column.max);
        low = std::min(low, column.min);
        high = std::max(high, column.max);
      }
      QCOMPARE(low, lowest);
      QCOMPARE(high, highest);
    }
  }
};

QTEST_APPLESS_MAIN(TestTrendColumns)
#include "tst_trend_columns.moc"
