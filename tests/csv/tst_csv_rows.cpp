// CSV there and back: quotes, line breaks in fields, what is no CSV.
#include <QTest>

#include <random>

#include "csv/csv_rows.h"
#include "support/seed.h"

using namespace firedamp;
using Step = CsvRows::Step;
using Fields = std::vector<std::string>;

namespace {

Fields fieldsOf(const CsvRows& rows) {
  return {rows.fields().begin(), rows.fields().end()};
}

}  // namespace

class TestCsvRows : public QObject {
  Q_OBJECT

 private slots:
  void a_row_is_its_fields_without_the_space_around_them() {
    CsvRows rows;
    QVERIFY(rows.line("t_s, mm31_pct ,,\"a, b\"\r\n") == Step::row);
    QCOMPARE(fieldsOf(rows), (Fields{"t_s", "mm31_pct", "", "a, b"}));
    QVERIFY(rows.line("1") == Step::row);
    QCOMPARE(fieldsOf(rows), (Fields{"1"}));
    QVERIFY(rows.line(",") == Step::row);
    QCOMPARE(fieldsOf(rows), (Fields{"", ""}));
  }

  void a_line_without_anything_is_no_row() {
    CsvRows rows;
    QVERIFY(rows.line("\n") == Step::blank);
    QVERIFY(rows.line("  \r\n") == Step::blank);
    QVERIFY(rows.line("7\n") == Step::row);
  }

  void a_quoted_field_may_hold_quotes_and_line_breaks() {
    CsvRows rows;
    QVERIFY(rows.line("1,\"first \"\"\n") == Step::open);
    QVERIFY(rows.line("\"\"second\",3\n") == Step::row);
    QCOMPARE(fieldsOf(rows), (Fields{"1", "first \"\n\"second", "3"}));
  }

  void what_is_no_csv_is_a_fault_and_costs_one_line() {
    CsvRows rows;
    QVERIFY(rows.line("1,a\"b\n") == Step::fault);
    QVERIFY(rows.line("2,\"a\"b\n") == Step::fault);
    QVERIFY(rows.line("3,4\n") == Step::row);
    QCOMPARE(fieldsOf(rows), (Fields{"3", "4"}));
  }

  void another_separator_leaves_commas_alone() {
    CsvRows rows{';'};
    QVERIFY(rows.line("1,5;2\n") == Step::row);
    QCOMPARE(fieldsOf(rows), (Fields{"1,5", "2"}));
    QCOMPARE(csvLine(Fields{"1,5", "a;b"}, ';'), std::string("1,5;\"a;b\"\n"));
  }

  void every_row_comes_back() {
    std::mt19937 random{test::seedOfRun()};
    const std::string letters = "ab ,\"\n;\t\xE7\x9F\xBF";
    for (int round = 0; round < 3000; ++round) {
      Fields wanted(1 + random() % 5);
      for (std::string& field : wanted) {
        for (auto length = random() % 6; length > 0; --length) {
          field += letters[random() % letters.size()];
        }
      }
      if (wanted == Fields{""}) continue;  // looks like a blank line
      const std::string text = csvLine(wanted);
      CsvRows rows;
      Step step = Step::open;
      for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at) + 1;
        step = rows.line(std::string_view{text}.substr(at, end - at));
        at = end;
      }
      QVERIFY2(step == Step::row && fieldsOf(rows) == wanted, text.c_str());
    }
  }
};

QTEST_APPLESS_MAIN(TestCsvRows)
#include "tst_csv_rows.moc"
