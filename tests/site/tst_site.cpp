#include <QTest>

#include <algorithm>

#include "site/broken_site.h"

using namespace firedamp;

namespace {

Site siteOf(const BrokenSite& directory) {
  SiteResult result = directory.read();
  for (const SiteFault& fault : result.faults) qWarning("%s", faultText(fault).c_str());
  if (!result.site) qFatal("the site has faults");
  return *result.site;
}

const PointSite& point(const Site& site, const char* tag) {
  for (const PointSite& each : site.points) {
    if (each.tag == tag) return each;
  }
  qFatal("no point %s", tag);
}

}  // namespace

class TestSite : public QObject {
  Q_OBJECT

 private slots:
  void a_site_is_for_training_unless_it_says_production() {
    const BrokenSite directory;
    QVERIFY(!siteOf(directory).production);
    QVERIFY(!siteOf(directory).requireBootCounter);
    directory.replace("site.toml", "tag =", "mode = \"training\"\ntag =");
    QVERIFY(!siteOf(directory).production);
    directory.replace("site.toml", "\"training\"", "\"production\"\nrequire_boot_counter = true");
    QVERIFY(siteOf(directory).production);
    QVERIFY(siteOf(directory).requireBootCounter);
  }

  void a_mistake_in_mode_or_policy_is_named() {
    const BrokenSite directory;
    directory.replace("site.toml", "tag =",
                      "mode = \"real\"\nrequire_boot_counter = 1\ntag =");
    const QString faults = directory.faults().join('\n');
    QVERIFY2(faults.contains("mode: found \"real\", expected one of: training, production"),
             qPrintable(faults));
    QVERIFY2(faults.contains("require_boot_counter") && faults.contains("true or false"),
             qPrintable(faults));
  }

  void how_healthy_values_behave_is_read_with_tags_of_points_in_any_order() {
    const BrokenSite directory;
    directory.append("points.toml", R"(
[point.plausible]
step_m3min = 1.0
most_per_min_m3min = 50.0
stuck_min = 1440
[[balance]]
tag = "face"
lasting_s = 30
[[balance.in]]
gas = "CH4-02"
air = "FLW-01"
[balance.out]
gas = "CH4-01"
air = "FLW-01"
)");
    const Site site = siteOf(directory);
    const Plausibility& last = site.points.back().plausible;
    QCOMPARE(last.step, 100);
    QCOMPARE(*last.mostPerMinute, 5000);
    QVERIFY(last.stuckAfter == std::chrono::hours{24});
    QCOMPARE(site.balances.size(), std::size_t{1});
    QCOMPARE(site.points[site.balances[0].out.gas.value].tag, std::string("CH4-01"));
    QVERIFY(site.balances[0].lasting == std::chrono::seconds{30});
  }

  void a_balance_of_the_wrong_kind_of_point_is_refused() {
    const BrokenSite directory;
    directory.append("points.toml", R"(
[[balance]]
tag = "face"
[balance.out]
gas = "FLW-01"
air = "NOWHERE"
)");
    const QString faults = directory.faults().join('\n');
    QVERIFY2(faults.contains("point \"FLW-01\" shows something else than methane"),
             qPrintable(faults));
    QVERIFY2(faults.contains("NOWHERE") && faults.contains("[[balance.in]]"),
             qPrintable(faults));
  }

  void the_mine_of_these_tests_reads_without_a_fault() {
    const BrokenSite directory;
    QCOMPARE(directory.faults(), QStringList{});
    const Site site = siteOf(directory);
    QCOMPARE(site.tag, std::string("DEMO"));
    QCOMPARE(site.name.zh, std::string("演示矿井"));
    QCOMPARE(site.links.size(), std::size_t{5});
    QCOMPARE(site.nodes.size(), std::size_t{7});
    QCOMPARE(site.points.size(), std::size_t{5});
    QCOMPARE(site.relays.size(), std::size_t{4});
    QVERIFY(site.profileSource.find("doubt: no standard was at hand") != std::string::npos);
  }

  // What a person can only see in ./demo has to be there: nothing of it falls out unnoticed.
  void the_demo_mine_shows_every_function_of_the_engine() {
    const SiteResult result = readSite(FIREDAMP_SOURCE_DIR "/simulators/mine");
    for (const SiteFault& fault : result.faults) qWarning("%s", faultText(fault).c_str());
    QVERIFY(result.site);
    const Site& site = *result.site;
    QCOMPARE(site.map.tiles.size(), site.points.size() + site.relays.size());
    const auto& gas = point(site, "CH4-01").plausible;
    QVERIFY(gas.most && gas.mostPerMinute && gas.stuckAfter > Duration{0} && !gas.mates.empty());
    QVERIFY(point(site, "CH4-02").plausible.twin);
    QVERIFY(!site.balances.empty() && !site.scopes.empty() && site.scopes[0].peopleCheck);
    for (const GradeRule& grade : site.alarms.grades) QVERIFY(grade.value > 0);
    const auto voted = [](const InterlockSite& each) { return each.votes == 2; };
    QVERIFY(std::any_of(site.interlocks.begin(), site.interlocks.end(), voted));
    QCOMPARE(site.fanGroups.at(0).fans.size(), std::size_t{2});
    const auto fed = [](const RelaySite& each) { return each.upstream.has_value(); };
    QVERIFY(std::any_of(site.relays.begin(), site.relays.end(), fed));
    for (const AreaSite& area : site.areas) QVERIFY2(!area.points.empty(), area.tag.c_str());
    QVERIFY(site.areas.back().around);
    const auto ofArea = [](const Guidance& each) { return each.area.has_value(); };
    QVERIFY(std::any_of(site.alarms.guidance.begin(), site.alarms.guidance.end(), ofArea));
  }

  void a_point_takes_the_limits_of_its_location_class() {
    const Site site = siteOf(BrokenSite{});
    const PointSite& face = point(site, "CH4-01");
    QCOMPARE(face.limits.alarm, std::optional{100});
    QCOMPARE(face.limits.trip, std::optional{150});
    QCOMPARE(face.limits.alarmRelease, 100);
    QCOMPARE(face.limits.tripRelease, 100);
    QVERIFY(!face.limits.warn && !face.limits.low);
    QCOMPARE(face.limits.staleAfter, Duration{std::chrono::seconds{10}});
    QVERIFY(face.limitsSource.find("doubt: reset from memory") != std::string::npos);
    QCOMPARE(point(site, "CH4-02").limits.trip, std::optional{100});
  }

  void a_points_own_limits_replace_those_of_its_class_and_keep_the_reason() {
    const BrokenSite directory;
    directory.replace("points.toml", "class = \"LW_T0\"\n",
                      "class = \"LW_T0\"\n[point.limits]\nreason = \"our own rule\"\n"
                      "warn_pct = 0.8\nalarm_reset_pct = 0.9\nstale_s = 2.5\n");
    const PointSite face = point(siteOf(directory), "CH4-01");
    QCOMPARE(face.limits.warn, std::optional{80});
    QCOMPARE(face.limits.alarm, std::optional{100});
    QCOMPARE(face.limits.alarmRelease, 90);
    QCOMPARE(face.limits.tripRelease, 100);
    QCOMPARE(face.limits.staleAfter, Duration{std::chrono::milliseconds{2500}});
    QVERIFY(face.limitsSource.find("changed here: our own rule") != std::string::npos);
  }

  void references_become_indices() {
    const Site site = siteOf(BrokenSite{});
    const RelaySite& supply = site.relays.at(2);
    QCOMPARE(supply.tag, std::string("RLY-01"));
    QCOMPARE(site.nodes.at(supply.node.value).tag, std::string("RLY-01"));
    QCOMPARE(supply.gasBelowReset, (std::vector{PointId{0}, PointId{1}}));
    QCOMPARE(supply.airAboveLow, (std::vector{PointId{3}}));
    QCOMPARE(site.links.at(site.nodes.at(5).link.value).tag, std::string("power"));
    QCOMPARE(site.interlocks.at(0).points, std::vector{PointId{0}});
    QCOMPARE(site.interlocks.at(0).relays, (std::vector{RelayId{2}, RelayId{3}}));
    QCOMPARE(site.areas.at(0).relays, (std::vector{RelayId{0}, RelayId{2}}));
    QVERIFY(site.map.roadways.at(2).area == AreaId{0});
    QVERIFY(!site.map.roadways.at(0).area);
  }

  void decimals_are_read_exactly_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("raw");
    QTest::newRow("integer") << QByteArray("1") << 100;
    QTest::newRow("one decimal") << QByteArray("1.1") << 110;
    QTest::newRow("two decimals") << QByteArray("1.15") << 115;
    QTest::newRow("not a binary fraction") << QByteArray("0.29") << 29;
    QTest::newRow("smallest") << QByteArray("0.01") << 1;
    QTest::newRow("largest below the trip limit") << QByteArray("1.49") << 149;
  }
  void decimals_are_read_exactly() {
    QFETCH(QByteArray, text);
    QFETCH(int, raw);
    const BrokenSite directory;
    directory.replace("rules/cn-2016.toml", "alarm_pct = 1.0",
                      "alarm_reset_pct = 0.01\nalarm_pct = " + text);
    QCOMPARE(point(siteOf(directory), "CH4-01").limits.alarm, std::optional{raw});
  }

  void no_hundredth_is_refused_as_too_fine() {
    const BrokenSite directory;
    const QByteArray rules = directory.content("rules/cn-2016.toml");
    QByteArray all = rules;
    for (int raw = 1; raw <= 10000; ++raw) {
      all += QStringLiteral("[class.%1]\nplace={en=\"a\",zh=\"b\"}\nshows=\"methane\"\n"
                            "source=\"s\"\ndoubt=\"d\"\nreset_pct=0.01\nalarm_pct=%2.%3\n")
                 .arg(raw)
                 .arg(raw / 100)
                 .arg(raw % 100, 2, 10, QLatin1Char('0'))
                 .toUtf8();
    }
    QVERIFY(all.size() < 1024 * 1024);
    directory.write("rules/cn-2016.toml", all);
    QCOMPARE(directory.faults(), QStringList{});
  }

  void links_written_by_a_program_read_back_as_they_were() {
    const BrokenSite directory;
    Site site = siteOf(directory);
    site.links[0].device = "/dev/pts/7 \"odd\\\"\t";
    site.links[1].port = 65535;
    site.links[2].host = "::1";
    site.links[3].pollInterval = std::chrono::milliseconds{1050};
    directory.write("links.toml", QByteArray::fromStdString(linksToml(site)));
    const Site again = siteOf(directory);
    QCOMPARE(again.links.size(), site.links.size());
    for (std::size_t i = 0; i < site.links.size(); ++i) {
      const LinkSite &a = site.links[i], &b = again.links[i];
      QCOMPARE(b.tag, a.tag);
      QVERIFY(b.kind == a.kind);
      QCOMPARE(b.host, a.host);
      QCOMPARE(b.port, a.port);
      QCOMPARE(b.device, a.device);
      QCOMPARE(b.baud, a.baud);
      QCOMPARE(b.pollInterval, a.pollInterval);
      QCOMPARE(b.replyTimeout, a.replyTimeout);
    }
  }
};

QTEST_APPLESS_MAIN(TestSite)
#include "tst_site.moc"
