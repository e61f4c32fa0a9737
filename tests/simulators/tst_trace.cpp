#include <QtTest>

#include "domain/decimal.h"
#include "trace/playback.h"

using namespace firedamp;

namespace {

const std::vector<TraceColumn> methane{{"CH4-01", "mm_pct", 2, -100, 10000}};

CsvTrace parse(const char* text) {
  return parseTrace("t.csv", text, "t_s", methane);
}

QString first(const std::vector<std::string>& lines) {
  return lines.empty() ? QString{} : QString::fromStdString(lines.front());
}

}  // namespace

class TestTrace : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void decimals_are_exact_data();
  void decimals_are_exact();
  void rows_hold_until_the_next();
  void a_thousand_times_speed_is_the_limit();
  void a_blank_or_nan_cell_is_a_sensor_fault_and_said();
  void a_mistake_is_refused_with_file_line_and_column_data();
  void a_mistake_is_refused_with_file_line_and_column();
  void all_mistakes_are_reported_at_once();
  void a_missing_file_is_named();
};

void TestTrace::decimals_are_exact_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<int>("value");  // INT_MIN: refused
  const std::vector<std::pair<const char*, int>> rows{
      {"1.3", 130},          {"0.29", 29},
      {"1.15", 115},         {"-0.01", -1},
      {"+2", 200},           {".5", 50},
      {"1.004", 100},        {"1.005", 101},
      {"-1.005", -101},      {"0", 0},
      {"4.350", 435},        {"20000000", 2000000000},
      {"20000001", INT_MIN}, {"", INT_MIN},
      {"1.", INT_MIN},       {"1,3", INT_MIN},
      {"1e2", INT_MIN},      {"--1", INT_MIN},
      {"-", INT_MIN},        {"1.2.3", INT_MIN},
      {"0x10", INT_MIN},     {"99999999999999999999", INT_MIN}};
  for (const auto& [text, value] : rows)
    QTest::newRow(*text ? text : "empty") << QByteArray{text} << value;
}

void TestTrace::decimals_are_exact() {
  QFETCH(QByteArray, text);
  QFETCH(int, value);
  const auto found = scaledDecimal(text.toStdString(), 2);
  QCOMPARE(found.has_value() ? int(*found) : INT_MIN, value);
}

void TestTrace::rows_hold_until_the_next() {
  const CsvTrace trace = parse("t_s,mm_pct\n100,0.4\n130,1.5\n160.5,0.9\n");
  QCOMPARE(first(trace.errors), QString{});
  Playback playback{trace, 30};
  QCOMPARE(playback.at(0).values[0].value(), 40);
  QCOMPARE(playback.at(999'999).values[0].value(), 40);
  QCOMPARE(playback.at(1'000'000).values[0].value(), 150);
  QVERIFY(!playback.finished());
  QCOMPARE(playback.at(2'016'666).values[0].value(), 150);
  QCOMPARE(playback.at(2'016'667).values[0].value(), 90);
  QVERIFY(playback.finished());
}

void TestTrace::a_thousand_times_speed_is_the_limit() {
  const CsvTrace trace = parse("t_s,mm_pct\n0,1\n");
  QCOMPARE(Playback(trace, 1000).speed(), 1000u);
  QCOMPARE(Playback(trace, 1001).speed(), 1000u);
  QCOMPARE(Playback(trace, 0).speed(), 1u);
}

void TestTrace::a_blank_or_nan_cell_is_a_sensor_fault_and_said() {
  const CsvTrace trace = parse("t_s,mm_pct\n0,1.0\n1,\n2,NaN\n3,0.9\n");
  QVERIFY(trace.good());
  QVERIFY(!trace.rows[1].values[0].has_value());
  QVERIFY(!trace.rows[2].values[0].has_value());
  QCOMPARE(trace.notices.size(), std::size_t{2});
  QCOMPARE(first(trace.notices),
           QString("t.csv:3: mm_pct: blank; CH4-01 is in sensor fault until the next value"));
}

void TestTrace::a_mistake_is_refused_with_file_line_and_column_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("error");
  QTest::newRow("empty") << ""
                         << "t.csv:1: empty, expected a header line and rows";
  QTest::newRow("no rows") << "t_s,mm_pct\n"
                           << "t.csv:1: no rows after the header";
  QTest::newRow("no time column")
      << "time,mm_pct\n0,1\n"
      << "t.csv:1: no time column named \"t_s\"; the header has time, mm_pct";
  QTest::newRow("no point column")
      << "t_s,mm\n0,1\n"
      << "t.csv:1: no column for CH4-01 named \"mm_pct\"; the header has t_s, mm";
  QTest::newRow("fields") << "t_s,mm_pct\n0,1,2\n"
                          << "t.csv:2: 3 fields, expected 2 as in the header";
  QTest::newRow("word") << "t_s,mm_pct\n0,high\n"
                        << "t.csv:2: mm_pct: \"high\" is not a decimal number";
  QTest::newRow("over range")
      << "t_s,mm_pct\n0,100.01\n"
      << "t.csv:2: mm_pct: \"100.01\" is out of range, expected -1.00 to 100.00";
  QTest::newRow("back")
      << "t_s,mm_pct\n5,1\n4,1\n"
      << "t.csv:3: t_s: \"4\" is not after the row before; expected rising times";
  QTest::newRow("same time")
      << "t_s,mm_pct\n5,1\n5,1\n"
      << "t.csv:3: t_s: \"5\" is not after the row before; expected rising times";
  QTest::newRow("no time") << "t_s,mm_pct\n,1\n"
                           << "t.csv:2: t_s: \"\" is not seconds, expected e.g. 30 or 30.5";
}

void TestTrace::a_mistake_is_refused_with_file_line_and_column() {
  QFETCH(QString, text);
  QFETCH(QString, error);
  const CsvTrace trace = parse(text.toUtf8().constData());
  QVERIFY(!trace.good());
  QCOMPARE(first(trace.errors), error);
}

void TestTrace::all_mistakes_are_reported_at_once() {
  const CsvTrace trace = parse("t_s,mm_pct\n0,x\n1,y\n2,1,3\n1,1\n");
  QCOMPARE(trace.errors.size(), std::size_t{4});
}

void TestTrace::a_missing_file_is_named() {
  const CsvTrace trace = readTrace("no-such-file.csv", "t_s", methane);
  QCOMPARE(first(trace.errors), QString("no-such-file.csv: cannot be read"));
}

QTEST_APPLESS_MAIN(TestTrace)
#include "tst_trace.moc"
