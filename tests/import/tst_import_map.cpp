// A map is whole or it is refused, each mistake with its line.
#include <QTemporaryDir>
#include <QTest>

#include "site/import_map.h"

using namespace firedamp;

namespace {

const QByteArray good = R"(source = "LONGWALL"
separator = ";"
decimal_point = ","
empty = "gap"
ignore = ["V"]
[time]
columns = ["t"]
format = "%d.%m.%Y %H:%M"
utc_offset_min = 60
[[column]]
name = "MM263"
unit = "%CH4"
faults = ["-2", "30"]
over_range_from = "5.00"
[[column]]
name = "BA"
tag = "BARO"
unit = "hPa"
)";

}  // namespace

class TestImportMap : public QObject {
  Q_OBJECT

  QTemporaryDir directory_;

  ImportMapResult read(const QByteArray& text) {
    QFile file{directory_.filePath("map.toml")};
    if (!file.open(QIODevice::WriteOnly)) qFatal("no map file");
    file.write(text);
    file.close();
    return readImportMap(file.fileName().toStdString());
  }
  QString faultsOf(const QByteArray& text) {
    QStringList lines;
    for (const SiteFault& fault : read(text).faults) {
      lines << QString::fromStdString(faultText(fault));
    }
    return lines.join('\n');
  }

 private slots:
  void a_map_says_what_every_column_means() {
    const ImportMapResult result = read(good);
    QVERIFY(result.map && result.faults.empty());
    const ImportMap& map = *result.map;
    QCOMPARE(map.source, std::string("LONGWALL"));
    QCOMPARE(map.separator, ';');
    QCOMPARE(map.decimalPoint, ',');
    QVERIFY(map.emptyIsGap && map.clock == ImportMap::Clock::text);
    QVERIFY(map.utcOffset == std::chrono::hours{1});
    QCOMPARE(map.columns.size(), std::size_t{2});
    QCOMPARE(map.columns[0].tag, std::string("MM263"));
    QCOMPARE(map.columns[0].faults, (std::vector<std::int32_t>{-200, 3000}));
    QCOMPARE(map.columns[0].overRange, std::optional<std::int32_t>{500});
    QCOMPARE(map.columns[1].tag, std::string("BARO"));
    QVERIFY(map.columns[1].unit == Unit::pressure);
    QCOMPARE(map.columns[1].decimals, 1);  // 1 hPa = 10 x 0.01 kPa
  }

  void each_mistake_has_its_line_data() {
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<QByteArray>("instead");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const char* what, const char* instead,
                        const char* says) {
      QTest::newRow(name) << QByteArray(what) << QByteArray(instead) << QString(says);
    };
    row("unit", "\"hPa\"", "\"bar\"", "map.toml:18:");
    row("a code that is no number", "\"30\"", "\"x\"", "map.toml:13:");
    row("two meanings", "[\"V\"]", "[\"BA\"]", "\"BA\" has two meanings");
    row("one tag for two", "tag = \"BARO\"", "tag = \"MM263\"", "\"MM263\" has two meanings");
    row("no date", "%d.%m.%Y %H:%M", "%H:%M", "map.toml:8:");
    row("two columns for a text", "[\"t\"]", "[\"t\", \"u\"]", "found 2 columns, expected one");
    row("offset", "60", "900", "map.toml:9:");
    row("an unknown key", "empty", "emty", "emty");
    row("separator", "\";\"", "\"|\"", "map.toml:2:");
  }
  void each_mistake_has_its_line() {
    QFETCH(QByteArray, what);
    QFETCH(QByteArray, instead);
    QFETCH(QString, says);
    QByteArray text = good;
    text.replace(text.indexOf(what), what.size(), instead);
    const QString faults = faultsOf(text);
    QVERIFY2(faults.contains(says), qPrintable(faults));
    QVERIFY(!read(text).map);
  }

  void seconds_need_a_start_and_parts_three_to_six_columns() {
    QByteArray seconds = good;
    seconds.replace("%d.%m.%Y %H:%M", "seconds");
    QVERIFY(faultsOf(seconds).contains("start"));
    seconds.replace("utc_offset_min = 60", "start = \"2014-03-02T00:00:00Z\"");
    QCOMPARE(faultsOf(seconds), QString());
    QByteArray parts = good;
    parts.replace("%d.%m.%Y %H:%M", "parts");
    parts.replace("[\"t\"]", "[\"y\", \"m\"]");
    QVERIFY(faultsOf(parts).contains("3 to 6"));
    parts.replace("[\"y\", \"m\"]", "[\"y\", \"m\", \"d\"]");
    QCOMPARE(faultsOf(parts), QString());
  }

  void no_file_and_no_column_are_said() {
    QCOMPARE(readImportMap("/nowhere/map.toml").faults.size(), std::size_t{1});
    QVERIFY(faultsOf("source = \"X\"\n").contains("column"));
  }
};

QTEST_APPLESS_MAIN(TestImportMap)
#include "tst_import_map.moc"
