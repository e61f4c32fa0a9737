// Bins keep the extremes of what they cover, whatever is merged and stored in between.
#include <QTest>
#include <algorithm>

#include "series/summary.h"
#include "series/traces.h"
#include "support/seed.h"

using namespace firedamp;
using namespace firedamp::testing;

class TestSummary : public QObject {
  Q_OBJECT
 private slots:
  void a_bin_says_what_it_covers() {
    Series series;
    const Quality fault{Quality::sensorFault};
    series.add(fromMicroseconds(59'999'999), 9, Quality{}, false);  // the last of minute 0
    series.add(fromMicroseconds(60'000'000), 5, Quality{}, false);  // the first of minute 1
    series.add(fromMicroseconds(61'000'000), -3, Quality{}, true);
    series.add(fromMicroseconds(62'000'000), 900, fault, false);    // not counted
    series.add(fromMicroseconds(63'000'000), 7, Quality{}, false);
    series.add(fromMicroseconds(300'000'000), 0, fault, false);
    const std::vector<Bin> bins = binsOf(series, minuteSpan);
    const std::vector<Bin> wanted{{0, 1, 0, 9, 9, 9, 9},
                                  {1, 3, 1, -3, 7, 7, 9},
                                  {5, 0, 1, 0, 0, 0, 0}};
    QVERIFY(bins == wanted);
  }

  void a_bin_before_1970_is_not_the_one_after() {
    Series series;
    series.add(fromMicroseconds(-1), 1, Quality{}, false);
    series.add(fromMicroseconds(0), 2, Quality{}, false);
    const std::vector<Bin> bins = binsOf(series, minuteSpan);
    QCOMPARE(bins.size(), 2u);
    QCOMPARE(bins[0].number, -1);
    QCOMPARE(bins[1].number, 0);
  }

  void bins_come_back_from_their_bytes_data() { shapes(); }
  void bins_come_back_from_their_bytes() {
    QFETCH(QString, shape);
    const Series series = trace(shape.toStdString(), 5000, test::seedOfRun());
    const std::vector<Bin> bins = binsOf(series, minuteSpan);
    const auto back = decodeBins(encodeBins(bins, minuteSpan), minuteSpan);
    QVERIFY(back && *back == bins);
    QVERIFY(!decodeBins(encodeBins(bins, minuteSpan), hourSpan));
  }

  void bins_of_parts_make_the_bins_of_the_whole_data() { shapes(); }
  void bins_of_parts_make_the_bins_of_the_whole() {
    QFETCH(QString, shape);
    std::mt19937_64 random{test::seedOfRun()};
    const Series series = trace(shape.toStdString(), 4000, random());
    std::vector<Bin> together;
    for (std::size_t at = 0; at < series.size();) {
      const std::size_t end = std::min(series.size(), at + 1 + random() % 700);
      together = merged(together, binsOf(part(series, at, end), minuteSpan));
      at = end;
    }
    QVERIFY(together == binsOf(series, minuteSpan));
    QVERIFY(coarser(together, minuteSpan, hourSpan) == binsOf(series, hourSpan));
  }

  void an_empty_list_is_a_list() {
    const auto back = decodeBins(encodeBins({}, minuteSpan), minuteSpan);
    QVERIFY(back && back->empty());
    QVERIFY(!decodeBins({}, minuteSpan));
  }

  void damaged_bytes_do_no_harm() {
    std::mt19937_64 random{test::seedOfRun()};
    const Bytes good = encodeBins(binsOf(trace("noisy", 5000, 1), minuteSpan), minuteSpan);
    for (int round = 0; round < 3000; ++round) {
      Bytes bad = good;
      for (auto i = random() % 4 + 1; i > 0; --i) {
        bad[random() % bad.size()] = std::uint8_t(random());
      }
      const auto bins = decodeBins(bad, minuteSpan);
      QVERIFY(!bins || bins->size() <= maxChunkSamples);
    }
    for (std::size_t size = 0; size < good.size(); ++size) {
      QVERIFY(!decodeBins(std::span{good}.first(size), minuteSpan));
    }
  }

 private:
  static void shapes() {
    QTest::addColumn<QString>("shape");
    for (const std::string& shape : traceShapes()) QTest::newRow(shape.c_str()) << shape.c_str();
  }
};

QTEST_GUILESS_MAIN(TestSummary)
#include "tst_summary.moc"
