// A trace: nothing lost, gaps stay gaps, history only before the first own sample.
#include <QTest>

#include "ui/scripted_mine.h"
#include "viewmodel/trend_series.h"

using namespace firedamp;
using namespace std::chrono_literals;

class TestTrendSeries : public QObject {
  Q_OBJECT

 private:
  ManualClock clock_;
  Instant start_ = clock_.at;

  TrendSeries steady(int seconds, std::int32_t value = 50) const {
    TrendSeries series{10s};
    for (int i = 0; i < seconds; ++i) series.append(sampleOf(0, value, start_ + i * 1s));
    return series;
  }

 private Q_SLOTS:
  void a_single_spike_survives_any_reduction() {
    TrendSeries series = steady(1000);
    series.append(sampleOf(0, 180, start_ + 500s + 500ms));
    const TrendPlot plot = series.plot(start_, start_ + 1000s, 20, start_ + 1000s);
    QCOMPARE(plot.columns[10].max, 180);
    QCOMPARE(plot.columns[10].min, 50);
    QVERIFY(plot.gaps.empty());
  }

  void fine_columns_between_samples_are_no_gaps() {
    const TrendPlot plot = steady(60).plot(start_, start_ + 60s, 600, start_ + 60s);
    QVERIFY(plot.gaps.empty());
    QVERIFY(plot.columns[300].joined);
  }

  void silence_longer_than_the_limit_breaks_the_line() {
    for (const auto silence : {Duration{9s}, Duration{12s}}) {
      TrendSeries series = steady(20);
      series.append(sampleOf(0, 60, start_ + 19s + silence));
      const TrendPlot plot = series.plot(start_, start_ + 40s, 40, start_ + 19s + silence);
      const auto column = static_cast<std::size_t>((19s + silence) / 1s);
      QCOMPARE(plot.columns[column].joined, silence < 10s);
      QCOMPARE(plot.gaps.empty(), silence < 10s);
    }
  }

  void an_unusable_sample_breaks_the_line_at_its_place() {
    TrendSeries series = steady(20);
    series.append(sampleOf(0, 999, start_ + 20s, Quality::sensorFault));
    series.append(sampleOf(0, 51, start_ + 21s));
    const TrendPlot plot = series.plot(start_, start_ + 22s, 22, start_ + 22s);
    QVERIFY(plot.columns[20].empty);
    QVERIFY(!plot.columns[21].joined);
    QCOMPARE(plot.columns[21].max, 51);
  }

  void what_is_not_yet_is_no_gap_but_what_has_ended_is() {
    const TrendSeries series = steady(20);
    QVERIFY(series.plot(start_, start_ + 100s, 100, start_ + 22s).gaps.empty());
    const TrendPlot later = series.plot(start_, start_ + 100s, 100, start_ + 60s);
    QCOMPARE(later.gaps.size(), std::size_t{1});
    QCOMPARE(later.gaps[0].begin, std::size_t{20});
    QCOMPARE(later.gaps[0].end, std::size_t{61});
  }

  void a_trace_without_any_value_is_one_gap() {
    const TrendPlot plot = TrendSeries{10s}.plot(start_, start_ + 60s, 60, start_ + 60s);
    QCOMPARE(plot.gaps.size(), std::size_t{1});
    QCOMPARE(plot.gaps[0].end, std::size_t{60});
  }

  void hatched_is_what_no_trace_of_a_pane_knows() {
    TrendPlot a, b;
    a.gaps = {{0, 10}, {20, 30}, {40, 50}};
    b.gaps = {{5, 25}, {50, 60}};
    const auto common = commonGaps({&a, &b});
    QCOMPARE(common.size(), std::size_t{2});
    QCOMPARE(common[0].begin, std::size_t{5});
    QCOMPARE(common[0].end, std::size_t{10});
    QCOMPARE(common[1].begin, std::size_t{20});
    QCOMPARE(common[1].end, std::size_t{25});
    QCOMPARE(commonGaps({&a}).size(), std::size_t{3});
    QVERIFY(commonGaps({}).empty());
  }

  void history_fills_the_time_before_the_first_own_sample_only() {
    TrendSeries series = steady(10, 50);
    std::vector<TrendColumn> history;
    for (int i = -30; i < 10; ++i) history.push_back({start_ + i * 1s, false, 40, 45, 42});
    series.setHistory(history);
    const TrendPlot plot = series.plot(start_ - 30s, start_ + 10s, 40, start_ + 10s);
    QCOMPARE(plot.columns[29].last, 42);
    QCOMPARE(plot.columns[30].last, 50);
    QVERIFY(plot.columns[30].joined);
  }

  void a_late_excursion_of_a_node_takes_its_place_in_time() {
    TrendSeries series = steady(20);
    series.append(sampleOf(0, 170, start_ + 5s + 200ms));
    const TrendPlot plot = series.plot(start_, start_ + 20s, 20, start_ + 20s);
    QCOMPARE(plot.columns[5].max, 170);
    QCOMPARE(plot.columns[19].max, 50);
  }

  void a_plot_of_one_column_is_possible_and_of_none_is_empty() {
    QCOMPARE(steady(5).plot(start_, start_ + 5s, 1, start_ + 5s).columns.size(), std::size_t{1});
    QVERIFY(steady(5).plot(start_, start_ + 5s, 0, start_ + 5s).columns.empty());
  }
};

QTEST_GUILESS_MAIN(TestTrendSeries)
#include "tst_trend_series.moc"
