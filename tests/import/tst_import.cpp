// A table becomes a recording, value by value, and in one piece whatever interrupts it.
// FIREDAMP_IMPORT_ROWS=9199930 imports the longwall set at its full length.
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <fstream>
#include <map>

#include "historian/recording.h"
#include "historian/sample_reader.h"
#include "import/import_bench.h"
#include "import/importer.h"
#include "support/recorded.h"
#include "support/seed.h"

using namespace firedamp;
using namespace firedamp::testing;

namespace {

std::optional<std::uint32_t> indexOf(const Site& site, const std::string& tag) {
  for (std::uint32_t i = 0; i < site.points.size(); ++i) {
    if (site.points[i].tag == tag) return i;
  }
  return std::nullopt;
}

Series allOf(const std::filesystem::path& directory, const std::string& tag) {
  const Site site = recordedPoints(directory);
  const auto point = indexOf(site, tag);
  SampleReader reader{directory, site};
  return point ? reader.samples(PointId{*point}, fromMicroseconds(0),
                                fromMicroseconds(4'000'000'000'000'000))
               : Series{};
}

bool always(const ImportProgress&) { return true; }

}  // namespace

class TestImport : public QObject {
  Q_OBJECT

  std::unique_ptr<QTemporaryDir> directory_;
  const std::uint32_t seed_ = test::seedOfRun();

  QString path(const char* name) const { return directory_->filePath(name); }
  ImportOrder order(const char* into = "data") const {
    return {path("table.csv").toStdString(), path("map.toml").toStdString(),
            path(into).toStdString()};
  }
  void write(const char* name, const QByteArray& text) const {
    QFile file{path(name)};
    if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write");
    file.write(text);
  }
  ImportMap map() const {
    auto read = readImportMap(path("map.toml").toStdString());
    for (const SiteFault& fault : read.faults) qWarning("%s", faultText(fault).c_str());
    return read.map.value_or(ImportMap{});
  }
  void longwall(std::uint64_t rows) const {
    writeLongwall(path("table.csv"), rows, seed_);
    writeLongwallMap(path("map.toml"));
  }
  // Every stored methane value is that of its row, and none is missing.
  bool holdsLongwall(const std::filesystem::path& directory, std::uint64_t rows) const {
    const Series series = allOf(directory, "MM263");
    if (series.size() != rows) return false;
    std::size_t at = 0;
    for (const QualityRun& run : series.quality) {
      for (std::uint32_t i = 0; i < run.count; ++i, ++at) {
        const int value = methaneOf(at, seed_);
        const auto quality = value == 3000 ? Quality::sensorFault : 0;
        if (series.values[at] != value || run.quality.bits != quality) return false;
        if (series.at_us[at] != longwallStart_us + std::int64_t(at) * 1'000'000) return false;
      }
    }
    return allOf(directory, "TP1721").size() == rows - (rows > 500 ? (rows - 501) / 997 + 1 : 0);
  }

 private slots:
  void init() { directory_ = std::make_unique<QTemporaryDir>(); }

  void the_longwall_set_comes_in_whole() {
    const std::uint64_t rows = qEnvironmentVariableIsSet("FIREDAMP_IMPORT_ROWS")
                                   ? qgetenv("FIREDAMP_IMPORT_ROWS").toULongLong()
                                   : 20'000;
    longwall(rows);
    std::uint64_t last = 0;
    bool rises = true;
    QElapsedTimer timer;
    timer.start();
    const ImportOutcome outcome = importTable(order(), map(), [&](const ImportProgress& now) {
      rises = rises && now.bytes > last && now.bytes <= now.bytesTotal;
      last = now.bytes;
      return true;
    });
    for (const Phrase& fault : outcome.faults) qWarning("%s", english(fault).c_str());
    QVERIFY(outcome.faults.empty() && rises);
    QCOMPARE(outcome.counts.rows, rows);
    const std::uint64_t bad = (rows - 501) / 997 + 1;
    QCOMPARE(outcome.counts.badRows, bad);
    QCOMPARE(outcome.counts.samples, rows * 28 - bad);
    qInfo("%llu rows in %.1f s", static_cast<unsigned long long>(rows),
          double(timer.elapsed()) / 1000);
    QVERIFY(holdsLongwall(order().directory, rows));
    std::ifstream list{outcome.list};
    std::string line;
    std::getline(list, line);
    QCOMPARE(line, std::string("line,column,text,why"));
    std::getline(list, line);
    QCOMPARE(line, std::string("502,TP1721,?,no number"));  // row 500 behind the header
  }

  void an_import_that_was_stopped_goes_on_and_nothing_is_twice() {
    longwall(20'000);
    const ImportMap meaning = map();
    int calls = 0;
    for (bool stopped = true; stopped; ++calls) {
      const ImportOutcome outcome =
          importTable(order(), meaning, [](const ImportProgress&) { return false; });
      QVERIFY(outcome.faults.empty());
      QCOMPARE(outcome.resumed, calls > 0);
      stopped = outcome.stopped;
      if (!stopped) QCOMPARE(outcome.counts.rows, std::uint64_t{20'000});
    }
    QVERIFY(calls >= 5);
    QVERIFY(holdsLongwall(order().directory, 20'000));
    QVERIFY(importTable(order("whole"), meaning, always).faults.empty());
    std::ifstream one{order().directory / "import-table-faults.csv"};
    std::ifstream two{order("whole").directory / "import-table-faults.csv"};
    const std::string first{std::istreambuf_iterator<char>{one}, {}};
    const std::string second{std::istreambuf_iterator<char>{two}, {}};
    QVERIFY(!first.empty() && first == second);
  }

  void what_was_imported_is_not_imported_again_and_another_table_is_no_continuation() {
    longwall(600);
    const ImportMap meaning = map();
    QVERIFY(importTable(order(), meaning, always).faults.empty());
    auto again = importTable(order(), meaning, always);
    QVERIFY(english(again.faults.at(0)).find("imported already") != std::string::npos);
    writeLongwall(path("table.csv"), 601, seed_);
    again = importTable(order(), meaning, always);
    QVERIFY(english(again.faults.at(0)).find("another table or another map") !=
            std::string::npos);
  }

  void a_header_that_does_not_fit_stops_everything() {
    longwall(5);
    write("table.csv", "year,month,day,hour,minute,second,AN311\n2014,3,2,0,0,0,1\n");
    const ImportOutcome outcome = importTable(order(), map(), always);
    QCOMPARE(outcome.faults.size(), std::size_t{27});
    QVERIFY(!std::filesystem::exists(order().directory / "mine.db"));
    write("table.csv", "");
    QVERIFY(english(importTable(order(), map(), always).faults.at(0)).find("no header") !=
            std::string::npos);
    ImportOrder nowhere = order();
    nowhere.table = "/nowhere/table.csv";
    QVERIFY(english(importTable(nowhere, map(), always).faults.at(0)).find("cannot be read") !=
            std::string::npos);
  }

  void what_is_no_row_is_listed_with_its_line() {
    write("map.toml", "source = \"X\"\n[time]\ncolumns = [\"t\"]\nformat = \"seconds\"\n"
                      "start = \"2020-01-01\"\n[[column]]\nname = \"gas\"\nunit = \"%CH4\"\n");
    write("table.csv", "\xEF\xBB\xBFt,gas\r\n0,1.0\r\n\r\n1,1.1,7\r\n2,\"1.2\"x\r\n"
                       "3,1.3\r\n3,1.4\r\n"
                       "4,\"1\n.5\"\r\n5,1.6\r\n" +
                           QByteArray(2 << 20, 'z') + "\r\n6,1.7\r\n7,\"open\r\n8,1.8");
    const ImportOutcome outcome = importTable(order(), map(), always);
    QVERIFY(outcome.faults.empty());
    QCOMPARE(allOf(order().directory, "gas").size(), std::size_t{4});
    std::ifstream file{outcome.list};
    std::string list{std::istreambuf_iterator<char>{file}, {}};
    QCOMPARE(list, std::string("line,column,text,why\n"
                               "4,,3,\"3 fields, expected 2\"\n"
                               "5,,,no row of CSV\n"
                               "7,t,3,not later than the row before\n"
                               "8,gas,\"1\n.5\",no number\n"
                               "11,,,no row of CSV\n"
                               "13,,,no row of CSV\n"));
    QCOMPARE(outcome.counts.rows, std::uint64_t{10});
    QCOMPARE(outcome.counts.badRows, std::uint64_t{6});
  }

  void a_directory_that_cannot_be_written_is_named() {
    longwall(5);
    ImportOrder refused = order();
    refused.directory = "/proc/firedamp";
    const ImportOutcome outcome = importTable(refused, map(), always);
    QVERIFY(english(outcome.faults.at(0)).find("/proc/firedamp") != std::string::npos);
  }

  void the_recorded_longwall_comes_in_value_by_value() {
    const std::string file = recordedFile("pl_longwall_30s_part1.csv");
    const std::vector<int> recorded = recordedColumn(file, "mm116_pct");
    if (recorded.empty()) QSKIP("no recorded data beside this checkout");
    write("map.toml",
          "source = \"PL\"\nignore = [\"production\"]\n[time]\ncolumns = [\"t_s\"]\n"
          "format = \"seconds\"\nstart = \"2014-01-01\"\n"
          "[[column]]\nname = \"mm31_pct\"\nunit = \"%CH4\"\n"
          "[[column]]\nname = \"mm116_pct\"\nunit = \"%CH4\"\n"
          "[[column]]\nname = \"as038_mps\"\nunit = \"m/s\"\n"
          "[[column]]\nname = \"pg072_mps\"\nunit = \"m/s\"\n"
          "[[column]]\nname = \"ba13_hpa\"\nunit = \"hPa\"\n");
    const ImportOutcome outcome =
        importTable({file, path("map.toml").toStdString(), order().directory}, map(), always);
    for (const Phrase& fault : outcome.faults) qWarning("%s", english(fault).c_str());
    QVERIFY(outcome.faults.empty());
    QCOMPARE(outcome.counts.badRows, std::uint64_t{0});
    const Series series = allOf(order().directory, "mm116_pct");
    QCOMPARE(series.size(), recorded.size());
    for (std::size_t i = 0; i < recorded.size(); ++i) QCOMPARE(series.values[i], recorded[i]);
  }
};

QTEST_GUILESS_MAIN(TestImport)
#include "tst_import.moc"
