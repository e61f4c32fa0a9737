// A chunk gives back what was put in, or says that it cannot.
#include <QDir>
#include <QTest>
#include <cmath>

#include "series/chunk.h"
#include "series/rice.h"
#include "series/smooth.h"
#include "series/traces.h"
#include "support/recorded.h"
#include "support/seed.h"

using namespace firedamp;
using namespace firedamp::testing;

namespace {

Series roundTrip(const Series& series) {
  Series back;
  const ChunkFault fault = decodeChunk(encodeChunk(series), back);
  return fault == ChunkFault::none ? back : Series{};
}

QByteArray hex(const Bytes& bytes) {
  return QByteArray(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size())).toHex();
}

// sd 0.006 % around a slow drift, quantised to 0.01 %: what a good infra-red sensor gives.
Series methane(std::size_t count, std::uint64_t seed, int jitter_ms) {
  std::mt19937_64 random{seed};
  std::normal_distribution<double> noise{0, 0.6}, drift{0, 0.02};
  double level = 45;
  Series series;
  for (std::size_t i = 0; i < count; ++i) {
    level += drift(random);
    const auto late_us = std::int64_t(random() % unsigned(jitter_ms + 1)) * 1000;
    series.add(fromMicroseconds(1'700'000'000'000'000 + std::int64_t(i) * 1'000'000 + late_us),
               std::int32_t(std::lround(level + noise(random))), Quality{}, false);
  }
  return series;
}

// Nothing of a column of times or words.
std::vector<int> numbersOf(const std::string& path, const std::string& column) {
  try {
    return recordedColumn(path, column);
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace

class TestChunk : public QObject {
  Q_OBJECT
 private slots:
  void what_goes_in_comes_out_data() {
    QTest::addColumn<QString>("shape");
    for (const std::string& shape : traceShapes()) QTest::newRow(shape.c_str()) << shape.c_str();
  }
  void what_goes_in_comes_out() {
    QFETCH(QString, shape);
    const std::uint64_t seed = test::seedOfRun();
    for (const std::size_t count : {1u, 2u, 3u, 127u, 128u, 129u, 130u, 256u, 257u, 3600u}) {
      const Series series = trace(shape.toStdString(), count, seed + count);
      QVERIFY2(roundTrip(series) == series, qPrintable(QString("%1 samples").arg(count)));
    }
    const Series largest = trace(shape.toStdString(), maxChunkSamples, seed);
    QVERIFY(roundTrip(largest) == largest);
  }

  void extremes_of_all_numbers_come_out() {
    Series series;
    for (const std::int64_t at_us : {INT64_C(-4'000'000'000'000'000), INT64_C(0), INT64_C(1),
                                     INT64_C(4'000'000'000'000'000)}) {
      series.add(fromMicroseconds(at_us), INT32_MIN, Quality{0xFFFF}, true);
      series.add(fromMicroseconds(at_us), INT32_MAX, Quality{0}, false);
    }
    QVERIFY(roundTrip(series) == series);
  }

  void integers_of_64_bits_come_out() {
    std::mt19937_64 random{test::seedOfRun()};
    std::vector<std::int64_t> values(1000);
    for (auto& value : values) value = std::int64_t(random() >> (random() % 64));
    values[7] = INT64_MIN;
    values[8] = INT64_MAX;
    Bytes bytes;
    putIntegers(bytes, std::span<const std::int64_t>{values});
    std::vector<std::int64_t> back(values.size());
    ByteReader from{bytes};
    takeIntegers(from, std::span<std::int64_t>{back});
    QVERIFY(from.good() && from.atEnd());
    QVERIFY(back == values);
  }

  // The layout as text in chunk.h, times.h and rice.h; a change must be a new version.
  void the_layout_is_the_documented_one() {
    Series series;
    for (int i = 0; i < 5; ++i) {
      series.add(fromMicroseconds(1'000'000 * (i + 10)), i == 3 ? 45 : 43, Quality{}, false);
    }
    series.add(fromMicroseconds(20'000'000), 43, Quality{Quality::sensorFault}, true);
    QCOMPARE(hex(encodeChunk(series)),
             QByteArray("01" "06"                    // version, count
                        "06" "80dac409" "01"         // unit 1 s, first 10 s, period 1 s
                        "8303" "00" "00" "000140"    // 6, 3 bits wide: 0 0 0 0 0 5 s late
                        "56" "00" "3dc0"             // 43; k 0: 0 0 +2 -2 0
                        "00" "05" "09" "01"          // good, 5; fault of an event, 1
                        "aa094d1f"));                // zlib says the same
  }

  // Version 2 as text in smooth.h, calculated by hand.
  void misses_are_the_documented_ones() {
    std::vector<std::int32_t> values{43, 43, 43, 59, 43, INT32_MIN, INT32_MAX};
    const std::vector<std::int32_t> given = values;
    toMisses(values);
    QVERIFY(std::equal(values.begin(), values.begin() + 5,
                       std::vector<std::int32_t>{43, 43, 43, 59, 58}.begin()));
    fromMisses(values);
    QVERIFY(values == given);
  }

  void the_shorter_version_is_written() {
    const auto version = [](const Series& series) { return int{encodeChunk(series)[0]}; };
    QCOMPARE(version(methane(3600, test::seedOfRun(), 0)), 2);
    QCOMPARE(version(trace("constant", 3600, 1)), 1);
    QCOMPARE(version(trace("ramp", 3600, 1)), 1);
  }

  void a_changed_byte_is_found() {
    const Bytes good = encodeChunk(trace("noisy", 500, test::seedOfRun()));
    Series series;
    for (std::size_t at = 0; at < good.size(); ++at) {
      for (const int change : {0x01, 0x80, 0xFF}) {
        Bytes bad = good;
        bad[at] = std::uint8_t(bad[at] ^ change);
        QVERIFY(decodeChunk(bad, series) != ChunkFault::none);
        QVERIFY(series.empty());
      }
    }
  }

  void cut_bytes_are_found() {
    const Bytes good = encodeChunk(trace("jitter", 300, test::seedOfRun()));
    Series series;
    QVERIFY(decodeChunk({}, series) == ChunkFault::empty);
    for (std::size_t size = 1; size < good.size(); ++size) {
      QVERIFY(decodeChunk(std::span{good}.first(size), series) != ChunkFault::none);
    }
  }

  // Behind the check sum too: whatever the bytes say, the reader stays within its bounds.
  void damaged_contents_with_a_good_checksum_do_no_harm() {
    std::mt19937_64 random{test::seedOfRun()};
    for (int round = 0; round < 3000; ++round) {
      const auto& shapes = traceShapes();
      const std::string& shape = shapes[random() % shapes.size()];
      Bytes bytes = encodeChunk(trace(shape, 1 + random() % 300, random()));
      bytes.resize(bytes.size() - 4);
      for (auto i = random() % 4 + 1; i > 0; --i) {
        bytes[1 + random() % (bytes.size() - 1)] = std::uint8_t(random());
      }
      Series series;
      const ChunkFault fault = decodeChunk(withChecksum(std::move(bytes)), series);
      QVERIFY(fault == ChunkFault::none ? ascending(series) && !series.empty() : series.empty());
    }
  }

  void late_samples_are_sorted_and_equal_instants_keep_their_order() {
    Series mixed;
    mixed.add(fromMicroseconds(30), 1, Quality{}, false);
    mixed.add(fromMicroseconds(10), 2, Quality{4}, true);
    mixed.add(fromMicroseconds(30), 3, Quality{}, false);
    mixed.add(fromMicroseconds(10), 4, Quality{}, false);
    QVERIFY(!ascending(mixed));
    Series wanted;
    wanted.add(fromMicroseconds(10), 2, Quality{4}, true);
    wanted.add(fromMicroseconds(10), 4, Quality{}, false);
    wanted.add(fromMicroseconds(30), 1, Quality{}, false);
    wanted.add(fromMicroseconds(30), 3, Quality{}, false);
    QVERIFY(sorted(mixed) == wanted);
  }

  // A bound against decay of the codec; the figures themselves are the bench's.
  void a_methane_trace_is_small() {
    const std::uint64_t seed = test::seedOfRun();
    const auto perSample = [&](int jitter_ms) {
      return double(encodeChunk(methane(3600, seed, jitter_ms)).size()) / 3600;
    };
    qInfo("bytes per sample: %.3f with device ticks, %.3f with 8 ms of jitter", perSample(0),
          perSample(8));
    QVERIFY(perSample(0) < 0.26);
    QVERIFY(perSample(8) < 0.85);
  }

  // Chunk after chunk of every column of every recorded file, whatever is in it.
  void every_recorded_column_comes_out() {
    const QDir data{QFileInfo{QString::fromStdString(recordedFile("x.csv"))}.path()};
    int columns = 0;
    for (const QString& name : data.entryList({"*.csv"})) {
      const std::string path = data.filePath(name).toStdString();
      QFile file{data.filePath(name)};
      QVERIFY(file.open(QIODevice::ReadOnly));
      for (const QByteArray& column : file.readLine().trimmed().split(',')) {
        const std::vector<int> values = numbersOf(path, column.toStdString());
        for (std::size_t at = 0; at < values.size(); at += 3600) {
          Series series;
          for (std::size_t i = at; i < std::min(values.size(), at + 3600); ++i) {
            series.add(fromMicroseconds(std::int64_t(i) * 2'000'000), values[i],
                       Quality{std::uint16_t(values[i] < 0 ? 4 : 0)}, false);
          }
          QVERIFY2(roundTrip(series) == series, qPrintable(name + ": " + column));
        }
        columns += values.empty() ? 0 : 1;
      }
    }
    if (columns == 0) QSKIP("no recorded data (FIREDAMP_DATA)");
    qInfo("%d columns", columns);
  }

  void recorded_methane_comes_out() {
    const auto values = recordedColumn(recordedFile("pl_longwall_30s_part1.csv"), "mm31_pct");
    if (values.empty()) QSKIP("no recorded data (FIREDAMP_DATA)");
    Series series;
    for (std::size_t i = 0; i < values.size(); ++i) {
      series.add(fromMicroseconds(std::int64_t(i) * 30'000'000), values[i], Quality{}, false);
    }
    QVERIFY(roundTrip(series) == series);
    qInfo("%.3f bytes per sample", double(encodeChunk(series).size()) / double(values.size()));
  }
};

QTEST_GUILESS_MAIN(TestChunk)
#include "tst_chunk.moc"
