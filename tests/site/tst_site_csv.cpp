// Points and alarm kinds as tables for spreadsheets, and back without loss.
#include <QTest>

#include "site/site_csv.h"
#include "site/staged_site.h"

using namespace firedamp;
using namespace firedamp::testing;

namespace {

std::string exported(const std::filesystem::path& site, CsvTable table) {
  const CsvExport result = exportTable(site, table);
  if (result.fault) qFatal("%s", english(*result.fault).c_str());
  return result.text;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  if (at == std::string::npos) qFatal("no \"%s\" in:\n%s", from.c_str(), text.c_str());
  return text.replace(at, from.size(), to);
}

std::string first(const std::vector<SiteFault>& faults) {
  return faults.empty() ? std::string{} : faultText(faults.front());
}

}  // namespace

class TestSiteCsv : public QObject {
  Q_OBJECT

 private slots:
  void a_table_that_was_not_touched_changes_no_byte_data() {
    QTest::addColumn<int>("table");
    QTest::newRow("points") << static_cast<int>(CsvTable::points);
    QTest::newRow("alarms") << static_cast<int>(CsvTable::alarms);
  }
  void a_table_that_was_not_touched_changes_no_byte() {
    QFETCH(int, table);
    const auto which = static_cast<CsvTable>(table);
    StagedMine mine;
    const char* file = which == CsvTable::points ? "points.toml" : "alarms.toml";
    mine.append(file, "# a remark at the end\n");
    const QByteArray before = StagedMine::content(mine.staged() / file);
    const std::string csv = exported(mine.staged(), which);
    QVERIFY2(importTable(mine.staged(), which, csv).empty(), csv.c_str());
    QCOMPARE(StagedMine::content(mine.staged() / file), before);
    QCOMPARE(exported(mine.staged(), which), csv);
  }

  void what_was_changed_comes_back_and_nothing_else() {
    StagedMine mine;
    mine.append("points.toml", "[point.plausible]\nmates = [\"FLW-01\"]\nstuck_min = 60\n"
                               "[[balance]]\ntag = \"B\"\n[[balance.in]]\ngas = \"CH4-01\"\n"
                               "air = \"FLW-01\"\n[balance.out]\ngas = \"CH4-02\"\n"
                               "air = \"FLW-01\"\n");
    const std::string csv = exported(mine.staged(), CsvTable::points);
    const std::string more = replaced(csv, "Intake air", "Air, \"fresh\"; 进风");
    QVERIFY(importTable(mine.staged(), CsvTable::points, more).size() == 1);  // a bare quote
    const std::string edited = replaced(csv, "Intake air", "\"Air, \"\"fresh\"\"\"");
    QCOMPARE(first(importTable(mine.staged(), CsvTable::points, edited)), std::string{});
    QCOMPARE(exported(mine.staged(), CsvTable::points), edited);
    const QByteArray toml = StagedMine::content(mine.staged() / "points.toml");
    QVERIFY(toml.contains("en = \"Air, \\\"fresh\\\"\""));
    QVERIFY(toml.contains("[[balance.in]]") && toml.contains("mates = [\"FLW-01\"]"));
  }

  void rows_are_added_and_go() {
    StagedMine mine;
    const std::string csv = exported(mine.staged(), CsvTable::points);
    const QByteArray before = StagedMine::content(mine.staged() / "points.toml");
    std::string row = "CH4-03-T,Temperature,温度,CH4-03,temperature,,too warm,,40,,38";
    row += std::string(27 - 10, ',') + "\n";
    QCOMPARE(first(importTable(mine.staged(), CsvTable::points, csv + row)), std::string{});
    QVERIFY(StagedMine::content(mine.staged() / "points.toml").contains("alarm_degc = 40\n"));
    QCOMPARE(exported(mine.staged(), CsvTable::points), csv + row);
    QCOMPARE(first(importTable(mine.staged(), CsvTable::points, csv)), std::string{});
    QCOMPARE(exported(mine.staged(), CsvTable::points), csv);
    QVERIFY(StagedMine::content(mine.staged() / "points.toml").startsWith(before));
  }

  void a_kind_of_alarm_gets_its_words_and_loses_them() {
    StagedMine mine;
    const std::string csv = exported(mine.staged(), CsvTable::alarms);
    const std::string edited = replaced(csv, "\nno-data,,,", "\nno-data,2,true,");
    QCOMPARE(first(importTable(mine.staged(), CsvTable::alarms, edited)), std::string{});
    QVERIFY(StagedMine::content(mine.staged() / "alarms.toml")
                .contains("[kind.no-data]\npriority = 2\nlatching = true\n"));
    QCOMPARE(exported(mine.staged(), CsvTable::alarms), edited);
    QCOMPARE(first(importTable(mine.staged(), CsvTable::alarms, csv)), std::string{});
    QCOMPARE(exported(mine.staged(), CsvTable::alarms), csv);
  }

  void mistakes_are_told_by_line_and_column_and_change_nothing_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("where");
    QTest::newRow("no number") << ",300,," << ",3oo,," << "points.csv:5:";
    QTest::newRow("no such node") << ",FLW-01,flow" << ",NONE,flow" << "points.csv:5:4:";
    QTest::newRow("no such kind") << ",FLW-01,flow" << ",FLW-01,flows" << "points.csv:5:5:";
    QTest::newRow("twice") << "\nFLW-02," << "\nFLW-01," << "points.csv:6:1:";
    QTest::newRow("no tag") << "\nFLW-02," << "\n," << "points.csv:6:1:";
    QTest::newRow("a column less") << ",class" << "" << "points.csv:1:1:";
    QTest::newRow("another column") << ",class" << ",clas" << "points.csv:1:6:";
    QTest::newRow("out of range") << ",300,," << ",300.001,," << "points.csv:5:14:";
    QTest::newRow("an open quote") << "\nFLW-02," << "\n\"FLW-02," << "points.csv:6:1:";
  }
  void mistakes_are_told_by_line_and_column_and_change_nothing() {
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, where);
    StagedMine mine;
    const QByteArray before = StagedMine::content(mine.staged() / "points.toml");
    const std::string csv = exported(mine.staged(), CsvTable::points);
    const std::string wrong = replaced(csv, from.toStdString(), to.toStdString());
    const std::string found = first(importTable(mine.staged(), CsvTable::points, wrong));
    QVERIFY2(QString::fromStdString(found).startsWith(where), found.c_str());
    QCOMPARE(StagedMine::content(mine.staged() / "points.toml"), before);
  }
};

QTEST_APPLESS_MAIN(TestSiteCsv)
#include "tst_site_csv.moc"
