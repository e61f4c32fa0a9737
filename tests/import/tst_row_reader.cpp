// Rows into samples: times, units, fault codes, and what is no row.
#include <QTest>

#include "import/row_reader.h"
#include "import/table_time.h"

using namespace firedamp;

namespace {

using Cells = std::vector<std::string>;

ImportMap aMap() {
  ImportMap map;
  map.source = "X";
  map.clock = ImportMap::Clock::seconds;
  map.timeColumns = {"t_s"};
  map.start = fromMicroseconds(1'000'000);
  map.columns = {{"gas", "CH4", Unit::methane, 2, {-200, 3000}, 500},
                 {"baro", "BARO", Unit::pressure, 1, {}, std::nullopt}};
  map.ignored = {"note"};
  return map;
}

std::string textOf(const std::vector<Phrase>& phrases) {
  std::string all;
  for (const Phrase& phrase : phrases) all += english(phrase) + "\n";
  return all;
}

struct Read {
  std::vector<Sample> samples;
  std::vector<BadCell> bad;
};

Read readRows(const ImportMap& map, const std::vector<Cells>& rows) {
  RowReader reader{map};
  Read read;
  if (!reader.header(Cells{"t_s", "gas", "baro", "note"}).empty()) qFatal("header");
  for (const Cells& row : rows) reader.row(row, read.samples, read.bad);
  return read;
}

std::int64_t us(const ImportMap& map, std::vector<std::string_view> cells) {
  const auto at = timeOfRow(map, cells);
  return at ? microseconds(*at) : -1;
}

}  // namespace

class TestRowReader : public QObject {
  Q_OBJECT

 private slots:
  void numbers_become_raw_in_our_units() {
    const ImportMap map = aMap();
    const Read read = readRows(map, {{"0", "1.3", "1067.5", ""}, {"30.5", "-0.005", "0", "x"}});
    QVERIFY(read.bad.empty());
    QCOMPARE(read.samples.size(), std::size_t{4});
    QCOMPARE(read.samples[0].value, 130);
    QCOMPARE(read.samples[1].value, 10675);  // 0.01 kPa
    QCOMPARE(microseconds(read.samples[2].at), std::int64_t{31'500'000});
    QCOMPARE(read.samples[2].value, -1);  // rounded half away from zero
  }

  void codes_are_faults_and_what_is_too_high_is_over_range_on_both_sides_of_the_edge() {
    const ImportMap map = aMap();
    const Read read = readRows(map, {{"0", "-2", "1", ""}, {"1", "30", "1", ""},
                                     {"2", "4.99", "1", ""}, {"3", "5.00", "1", ""}});
    const auto quality = [&read](std::size_t row) { return read.samples[2 * row].quality.bits; };
    QCOMPARE(int(quality(0)), int(Quality::sensorFault));
    QCOMPARE(int(quality(1)), int(Quality::sensorFault));
    QCOMPARE(int(quality(2)), 0);
    QCOMPARE(int(quality(3)), int(Quality::overRange));
    QCOMPARE(read.samples[0].value, -200);  // what stood there stays
  }

  void a_bad_cell_costs_itself_and_a_bad_time_the_row() {
    const ImportMap map = aMap();
    const Read read = readRows(map, {{"0", "n/a", "1", ""}, {"x", "1", "1", ""},
                                     {"1", "", "1", ""}, {"1", "1", "1", ""},
                                     {"0.5", "1", "1", ""}, {"2", "1", "1"},
                                     {"3", "99999999", "1", ""}, {"-4", "1", "1", ""}});
    QCOMPARE(read.samples.size(), std::size_t{3});  // baro of rows 1, 3 and 7
    Cells why;
    for (const BadCell& bad : read.bad) why.push_back(bad.column + ": " + english(bad.why));
    QCOMPARE(why, (Cells{"gas: no number", "t_s: no such time", "gas: empty",
                         "t_s: not later than the row before",
                         "t_s: not later than the row before", ": 3 fields, expected 4",
                         "gas: no number", "t_s: no such time"}));
  }

  void an_empty_cell_is_a_gap_where_the_map_says_so() {
    ImportMap map = aMap();
    map.emptyIsGap = true;
    const Read read = readRows(map, {{"0", "", "1", ""}});
    QCOMPARE(read.samples.size(), std::size_t{1});
    QVERIFY(read.bad.empty());
  }

  void a_decimal_comma_leaves_no_doubt() {
    ImportMap map = aMap();
    map.decimalPoint = ',';
    const Read read = readRows(map, {{"0", "1,3", "1.067", ""}});
    QCOMPARE(read.samples.size(), std::size_t{1});
    QCOMPARE(read.samples[0].value, 130);
    QCOMPARE(read.bad.size(), std::size_t{1});  // a point could be thousands: not guessed
  }

  void header_and_map_fit_in_both_directions() {
    const ImportMap map = aMap();
    QCOMPARE(textOf(RowReader{map}.header(Cells{"note", "baro", "gas", "t_s"})), std::string());
    QCOMPARE(textOf(RowReader{map}.header(Cells{"t_s", "gas", "note"})),
             std::string("no column is called \"baro\"\n"));
    QCOMPARE(textOf(RowReader{map}.header(Cells{"t_s", "gas", "baro", "note", "new"})),
             std::string("column \"new\" is neither mapped nor ignored\n"));
    QVERIFY(textOf(RowReader{map}.header(Cells{"t_s", "gas", "gas", "baro", "note"}))
                .find("two columns are called \"gas\"") == 0);
  }

  void the_parts_of_a_time_stand_in_columns() {
    ImportMap map;
    map.clock = ImportMap::Clock::parts;
    map.timeColumns = {"year", "month", "day", "hour", "minute", "second"};
    map.utcOffset = std::chrono::hours{1};
    const std::int64_t midnight = 1'393'714'800'000'000;  // 2014-03-01T23:00:00Z
    QCOMPARE(us(map, {"2014", "3", "02", "0", "0", "0"}), midnight);
    QCOMPARE(us(map, {"2014", "3", "2", "23", "59", "59.25"}), midnight + 86'399'250'000);
    QCOMPARE(us(map, {"2014", "2", "29", "0", "0", "0"}), std::int64_t{-1});
    QCOMPARE(us(map, {"2014", "3", "2", "24", "0", "0"}), std::int64_t{-1});
    QCOMPARE(us(map, {"2014", "3", "2", "0", "0", "60"}), std::int64_t{-1});
    QCOMPARE(us(map, {"2014", "3", "2", "0", "-1", "0"}), std::int64_t{-1});
    QCOMPARE(us(map, {"2014", "3", "2"}), midnight);
  }

  void a_time_stands_in_a_text_of_the_maps_own_form() {
    ImportMap map;
    map.clock = ImportMap::Clock::text;
    map.format = "%d.%m.%Y %H:%M:%S";
    QCOMPARE(us(map, {"02.03.2014 00:00:00"}), std::int64_t{1'393'718'400'000'000});
    QCOMPARE(us(map, {"2.3.2014 0:00:0.5"}), std::int64_t{1'393'718'400'500'000});
    for (const char* text : {"", "02.03.2014", "02.03.2014 00:00:00 ", "02-03-2014 00:00:00",
                             "32.03.2014 00:00:00", "02.13.2014 00:00:00", "02.03.2014 00:00:"}) {
      QCOMPARE(us(map, {text}), std::int64_t{-1});
    }
  }

  void seconds_of_years_keep_their_microseconds() {
    const ImportMap map = aMap();
    QCOMPARE(us(map, {"63072000.000001"}), std::int64_t{63'072'001'000'001});
    QCOMPARE(us(map, {"1e3"}), std::int64_t{-1});
    QCOMPARE(us(map, {"."}), std::int64_t{-1});
  }
};

QTEST_APPLESS_MAIN(TestRowReader)
#include "tst_row_reader.moc"
