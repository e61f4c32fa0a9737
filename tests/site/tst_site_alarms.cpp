// alarms.toml: may be absent; every number of it counts; every mistake of it is named.
#include <QTest>

#include "site/broken_site.h"

using namespace firedamp;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr const char* whole = R"(source = "alarm philosophy of the mine"
doubt = "an example"
flood_start = 12
flood_end = 4
flood_window_min = 5
chatter_count = 4
chatter_window_s = 90
fleeting_below_s = 3
stale_after_h = 12
explanation_lingers_s = 20

[kind.alarm]
priority = 1
shelve_max_min = 15
re_alarm_min = 10

[kind.no-data]
latching = true
never_shelved = true
accounted = true
out_of_service_max_h = 8

[[grade]]
methane_pct = 1.0
[[grade]]
methane_pct = 1.5
lasting_min = 10
points = 2

[[explains]]
cause = "CH4-01"
cause_kind = "alarm"
effect = "CH4-01"
effect_kind = "warning"

[[guidance]]
area = "FACE"
kinds = ["trip", "alarm"]
text = { en = "Ring the face deputy", zh = "致电工作面" }
[[guidance]]
tag = "CH4-01"
text = { en = "Look at the corner", zh = "查看上隅角" }
)";

}  // namespace

class TestSiteAlarms : public QObject {
  Q_OBJECT

  QByteArray text_ = QByteArray{whole};

 private slots:
  void initTestCase() {
    // The area's tag is the demo's own.
    const Site site = *BrokenSite{}.read().site;
    text_.replace("\"FACE\"", '"' + QByteArray::fromStdString(site.areas.at(0).tag) + '"');
  }

  void without_the_file_the_design_values_count() {
    const BrokenSite directory;
    QFile::remove(directory.path("alarms.toml"));
    const AlarmPolicy policy = directory.read().site->alarms;
    QCOMPARE(policy.floodStart, std::size_t{10});
    QVERIFY(policy.of(AlarmKind::highHigh).neverShelved);
    QVERIFY(policy.of(AlarmKind::highHigh).accounted);
    QVERIFY(!policy.of(AlarmKind::high).neverShelved);
  }

  void every_number_counts() {
    const BrokenSite directory;
    directory.write("alarms.toml", text_);
    QCOMPARE(directory.faults(), QStringList{});
    const AlarmPolicy policy = directory.read().site->alarms;
    QCOMPARE(policy.floodStart, std::size_t{12});
    QCOMPARE(policy.floodEnd, std::size_t{4});
    QVERIFY(policy.floodWindow == minutes{5} && policy.chatterWindow == seconds{90});
    QVERIFY(policy.chatterCount == 4 && policy.fleetingBelow == seconds{3});
    QVERIFY(policy.staleAfter == hours{12} && policy.explanationLingers == seconds{20});
    const KindPolicy& alarm = policy.of(AlarmKind::high);
    QVERIFY(alarm.priority == Priority::emergency && alarm.shelveMax == minutes{15});
    QVERIFY(alarm.reAlarm == minutes{10});
    const KindPolicy& noData = policy.of(AlarmKind::noData);
    QVERIFY(noData.latching && noData.neverShelved && noData.accounted);
    QVERIFY(noData.outOfServiceMax == hours{8} && noData.shelveMax == minutes{30});
    QCOMPARE(policy.grades[0].value, 100);
    QVERIFY(policy.grades[1].lasting == minutes{10} && policy.grades[1].points == 2);
    QCOMPARE(policy.explanations.size(), std::size_t{1});
    QVERIFY(policy.explanations[0].effect.kind == AlarmKind::warning);
    QCOMPARE(policy.guidance.size(), std::size_t{2});
    QVERIFY(policy.guidance[0].area && policy.guidance[0].kinds.size() == 2);
    QVERIFY(policy.guidance[1].source && policy.guidance[1].kinds.empty());
    QCOMPARE(policy.source, std::string{"alarm philosophy of the mine; doubt: an example"});
  }

  void mistakes_are_named_with_their_line_data() {
    QTest::addColumn<QByteArray>("old");
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const char* old, const char* now, const char* words) {
      QTest::newRow(name) << QByteArray{old} << QByteArray{now} << QString{words};
    };
    row("no source", "source = \"alarm philosophy of the mine\"\n", "", "source");
    row("flood ends before it begins", "flood_end = 4", "flood_end = 13", "flood");
    row("no such kind", "[kind.alarm]", "[kind.alarms]", "\"alarms\" is no kind of alarm");
    row("a trip that may be shelved", "[kind.alarm]", "[kind.trip]\nnever_shelved = false",
        "never put out of sight");
    row("a trip explained away", "effect_kind = \"warning\"", "effect_kind = \"trip\"",
        "never put out of sight");
    row("unknown tag", "effect = \"CH4-01\"", "effect = \"CH4-99\"", "\"CH4-99\"");
    row("unknown key", "re_alarm_min", "realarm_min", "realarm_min");
    row("priority", "priority = 1", "priority = 6", "priority");
    row("kind in guidance", "[\"trip\", \"alarm\"]", "[\"trap\"]", "\"trap\" is no kind");
  }
  void mistakes_are_named_with_their_line() {
    QFETCH(QByteArray, old);
    QFETCH(QByteArray, now);
    QFETCH(QString, words);
    const BrokenSite directory;
    QVERIFY(text_.contains(old));
    directory.write("alarms.toml", QByteArray{text_}.replace(old, now));
    const QString faults = directory.faults().join('\n');
    QVERIFY2(faults.contains("alarms.toml:") && faults.contains(words), qPrintable(faults));
  }

  void areas_lie_in_areas_and_have_points() {
    const BrokenSite directory;
    const Site before = *directory.read().site;
    const QByteArray text = directory.content("relays.toml");
    const QByteArray outer = QByteArray::fromStdString(before.areas.at(0).tag);
    directory.write("relays.toml", text + "\n[[area]]\ntag = \"INNER\"\nname = { en = \"Inner\", "
                                          "zh = \"内\" }\nrelays = []\npoints = [\"CH4-01\"]\n"
                                          "around = \"" + outer + "\"\n");
    QCOMPARE(directory.faults(), QStringList{});
    const Site site = *directory.read().site;
    QVERIFY(site.areas.back().around == AreaId{0});
    QCOMPARE(site.areas.back().points.size(), std::size_t{1});
    directory.replace("relays.toml", "around = \"" + outer, "around = \"INNER");
    QVERIFY(directory.faults().join('\n').contains("after the one around it"));
  }
};

QTEST_APPLESS_MAIN(TestSiteAlarms)
#include "tst_site_alarms.moc"
