// The profiles that are shipped: readable, every number with its source and its doubt, and the
// tables of PROFILES.md are theirs. And what a set of rules may not say.
#include <QTest>

#include "site/broken_site.h"
#include "site/profile.h"

using namespace firedamp;

namespace {

const std::filesystem::path mine{FIREDAMP_SOURCE_DIR "/simulators/mine"};
const QStringList names{"cn-2016", "us-30cfr", "qld-2017", "custom"};
constexpr std::size_t ruleNumbers = 23;

constexpr const char* relaysFile = "relays.toml";

void row(const char* name, const char* added, const QStringList& faults) {
  QTest::newRow(name) << QByteArray(added) << faults;
}

const char* const fan = "\n[[fan_group]]\ntag = \"F\"\nname = { en = \"Fans\", zh = \"X\" }\n";

}  // namespace

class TestProfiles : public QObject {
  Q_OBJECT

 private slots:
  void each_number_has_its_source_and_doubt_data() {
    QTest::addColumn<QString>("name");
    for (const QString& name : names) QTest::newRow(qPrintable(name)) << name;
  }
  void each_number_has_its_source_and_doubt() {
    QFETCH(QString, name);
    const Profile profile = readProfile(mine, name.toStdString());
    for (const SiteFault& fault : profile.faults) qWarning("%s", faultText(fault).c_str());
    QVERIFY(profile.faults.empty());
    QCOMPARE(profile.numbers.size(), ruleNumbers);
    for (const RuleSource& number : profile.numbers) {
      QVERIFY2(!number.source.empty() && !number.doubt.empty(), number.key.c_str());
    }
    QVERIFY(!profile.classes.empty());
    for (const ProfileClass& each : profile.classes) {
      QVERIFY2(each.limits.alarm.has_value(), each.name.c_str());
      QVERIFY2(each.source.find("; doubt: ") != std::string::npos, each.name.c_str());
      QVERIFY2(each.limits.trip.has_value() == !each.powerOff.en.empty(), each.name.c_str());
    }
  }

  void profiles_md_is_made_of_them() {
    std::string text = "# Rules profiles\n\nMade of `simulators/mine/rules/` by `tst_profiles`. "
                       "These numbers are data, not law: check them\nagainst the text in force "
                       "before you use them.\n";
    for (const QString& name : names) {
      text += "\n" + profileTable(readProfile(mine, name.toStdString()));
    }
    const QString made = FIREDAMP_BINARY_DIR "/PROFILES.md";
    QFile out{made};
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(QByteArray::fromStdString(text));
    QFile kept{FIREDAMP_SOURCE_DIR "/supervisor/site/PROFILES.md"};
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QVERIFY2(kept.readAll() == QByteArray::fromStdString(text),
             qPrintable("PROFILES.md is not made of the profiles; this is: " + made));
  }

  void the_numbers_of_a_profile_reach_the_rules() {
    const BrokenSite site;
    site.replace("rules/cn-2016.toml", "[rules.fault_hold_s]\nvalue = 60",
                 "[rules.fault_hold_s]\nvalue = 61.5");
    site.replace("rules/cn-2016.toml", "[rules.lock_test_d]\nvalue = 15",
                 "[rules.lock_test_d]\nvalue = 16");
    const SiteResult result = site.read();
    QVERIFY(result.site);
    QVERIFY(result.site->rules.faultHold == std::chrono::milliseconds{61500});
    QVERIFY(result.site->rules.lockTestEvery == std::chrono::hours{24 * 16});
    QVERIFY(result.site->rules.faultDelay == std::chrono::seconds{2});
    QCOMPARE(result.site->rules.fanLock_cpct, 300);
  }

  void a_number_without_origin_or_out_of_bounds_is_refused() {
    const BrokenSite site;
    site.replace("rules/cn-2016.toml", "[rules.fault_delay_s]\nvalue = 2",
                 "[rules.fault_delay_s]\nvalue = 180.001");
    site.replace("rules/cn-2016.toml", "[rules.fan_unlock_pct]\nvalue = 1.5",
                 "[rules.fan_unlock_pct]\nvalue = 3.01");
    const QStringList faults = site.faults();
    QCOMPARE(faults.size(), 2);
    QVERIFY(faults[0].endsWith("rules.fault_delay_s.value: found 180.001, expected a number from"
                               " 0.000 to 180.000"));
    QVERIFY(faults[1].endsWith("rules.fan_unlock_pct: fan_unlock_pct is 3.01, expected at most"
                               " fan_lock_pct, which is 3.00"));
  }

  void interlocks_scopes_and_fans_are_read() {
    const BrokenSite site;
    QByteArray text = site.content(relaysFile);
    text.replace("tag = \"RLY-01\"\nname", "tag = \"RLY-01\"\nupstream = \"RLY-02\"\nname");
    text += "\n[[scope]]\ntag = \"ALL\"\nname = { en = \"All\", zh = \"X\" }\n"
            "relays = [\"RLY-01\", \"RLY-02\"]\npeople_check = true\n"
            "\n[[interlock]]\ntag = \"I\"\npoints = [\"CH4-01\", \"CH4-02\", \"CH4-03\"]\n"
            "votes = 2\nscope = \"ALL\"\nstage = \"HD_T3F\"\n";
    text += QByteArray(fan) + "relays = [\"CH4-02/0\"]\ngas = [\"CH4-03\"]\n"
            "[[fan_group.fan]]\nrelay = \"CH4-01/0\"\nair = \"FLW-01\"\n";
    site.write(relaysFile, text);
    const SiteResult result = site.read();
    for (const SiteFault& fault : result.faults) qWarning("%s", faultText(fault).c_str());
    QVERIFY(result.site);
    const InterlockSite& interlock = result.site->interlocks.back();
    QCOMPARE(interlock.votes, 2u);
    QCOMPARE(interlock.relays.size(), std::size_t{2});
    QVERIFY(interlock.stage == (StageLimit{150, 50}));
    QVERIFY(result.site->scopes.at(0).peopleCheck);
    QVERIFY(result.site->relays.at(2).upstream == RelayId{3});
    QCOMPARE(result.site->fanGroups.at(0).fans.at(0).air->value, 3u);
    QVERIFY(!result.site->points.at(0).powerOff.en.empty());
  }

  void what_contradicts_itself_is_refused_where_it_stands_data() {
    QTest::addColumn<QByteArray>("added");
    QTest::addColumn<QStringList>("faults");
    row("unknown point",
        "[[interlock]]\ntag = \"I\"\npoints = [\"CH4-9\"]\nrelays = [\"RLY-01\"]\n",
        {"relays.toml:55:11: interlock[1].points: no point has the tag \"CH4-9\"; did you mean"
         " \"CH4-01\"?"});
    row("unknown scope", "[[interlock]]\ntag = \"I\"\npoints = [\"CH4-03\"]\nscope = \"ALL\"\n",
        {"relays.toml:56:9: interlock[1].scope: no scope has the tag \"ALL\""});
    row("more votes than points",
        "[[interlock]]\ntag = \"I\"\npoints = [\"CH4-03\"]\nvotes = 2\nrelays = [\"RLY-01\"]\n",
        {"relays.toml:56:9: interlock[1].votes: found 2, expected 1"});
    row("a point without a trip limit",
        "[[interlock]]\ntag = \"I\"\npoints = [\"FLW-01\"]\nrelays = [\"RLY-01\"]\n",
        {"relays.toml:55:10: interlock[1].points: point \"FLW-01\" has no trip limit"});
    row("a stage without a trip limit",
        "[[interlock]]\ntag = \"I\"\npoints = [\"CH4-03\"]\nrelays = [\"RLY-01\"]\n"
        "stage = \"MAIN_RET\"\n",
        {"relays.toml:57:9: interlock[1].stage: class \"MAIN_RET\" has no trip limit"});
    row("alone and a voter",
        "[[interlock]]\ntag = \"I\"\npoints = [\"CH4-01\", \"CH4-03\"]\nvotes = 2\n"
        "relays = [\"RLY-01\"]\n",
        {"relays.toml:55:10: interlock[1].points: point \"CH4-01\" alone trips a relay here or in"
         " \"CH4-01\" that it only votes on in the other"});
    row("outputs that overlap",
        (std::string{fan + 1} + "relays = [\"RLY-01\"]\n[[fan_group.fan]]\nrelay = \"RLY-01\"\n")
            .c_str(),
        {"relays.toml:19:1: relay[3]: its trip comes back to it: RLY-01 -> RLY-01",
         "relays.toml:56:10: fan_group[1].relays: relay \"RLY-01\" starts a fan of this group, and"
         " the group would trip it: the two sets must not overlap"});
    row("one fan twice",
        (std::string{fan + 1} + "relays = [\"RLY-01\"]\n[[fan_group.fan]]\nrelay = \"RLY-02\"\n"
                                "[[fan_group.fan]]\nrelay = \"RLY-02\"\n").c_str(),
        {"relays.toml:60:9: fan_group[1].fan[2].relay: relay \"RLY-02\" starts a fan of a group"
         " already"});
  }
  void what_contradicts_itself_is_refused_where_it_stands() {
    QFETCH(QByteArray, added);
    QFETCH(QStringList, faults);
    const BrokenSite site;
    site.write(relaysFile, site.content(relaysFile) + "\n" + added);
    QCOMPARE(site.faults().join('\n'), faults.join('\n'));
    QVERIFY(!site.read().site);
  }

  void a_trip_that_comes_back_to_itself_is_refused() {
    const BrokenSite site;
    QByteArray text = site.content(relaysFile);
    text.replace("tag = \"RLY-01\"\nname", "tag = \"RLY-01\"\nupstream = \"RLY-02\"\nname");
    text += QByteArray(fan) + "relays = [\"RLY-02\"]\n[[fan_group.fan]]\nrelay = \"RLY-01\"\n";
    site.write(relaysFile, text);
    QCOMPARE(site.faults().size(), 1);
    QVERIFY(site.faults()[0].endsWith("its trip comes back to it: RLY-01 -> RLY-02 -> RLY-01"));
  }
};

QTEST_APPLESS_MAIN(TestProfiles)
#include "tst_profiles.moc"
