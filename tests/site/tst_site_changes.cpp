// What a staged site changes, which of it makes the mine less safe, and how it takes the place of
// the running one.
#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "site/site_changes.h"
#include "site/site_reader.h"
#include "site/site_store.h"
#include "site/staged_site.h"

using namespace firedamp;
using namespace firedamp::testing;

namespace {

Site siteIn(const std::filesystem::path& directory) {
  SiteResult read = readSite(directory);
  for (const SiteFault& fault : read.faults) qWarning("%s", faultText(fault).c_str());
  if (!read.site) qFatal("the test's site is broken");
  return *std::move(read.site);
}

std::string textOf(const SiteChange& change) {
  return change.file + " " + change.thing + " " + change.key + ": " + change.before + " -> " +
         change.after + (change.loosens ? " LOOSENS" : "");
}

std::string textOf(const std::vector<SiteChange>& changes) {
  std::string text;
  for (const SiteChange& change : changes) text += textOf(change) + "\n";
  return text;
}

bool anyLoosens(const std::vector<SiteChange>& changes) {
  return std::any_of(changes.begin(), changes.end(), [](const auto& each) { return each.loosens; });
}

// Both views of a change: by key, and as the limits act.
bool loosensSomething(const StagedMine& mine) {
  const auto keys = keyChanges(mine.running(), mine.staged());
  const auto limits =
      limitChanges(siteIn(mine.running()), siteIn(mine.staged()), mine.staged());
  return anyLoosens(keys) || anyLoosens(limits);
}

}  // namespace

class TestSiteChanges : public QObject {
  Q_OBJECT

 private slots:
  void the_same_files_change_nothing() {
    StagedMine mine;
    QVERIFY(keyChanges(mine.running(), mine.staged()).empty());
    const Site site = siteIn(mine.running());
    QVERIFY(limitChanges(site, siteIn(mine.staged()), mine.staged()).empty());
    QVERIFY(shapeChanges(site, siteIn(mine.staged())).empty());
  }

  void a_limit_is_told_with_its_numbers_its_place_and_its_direction() {
    StagedMine mine;
    mine.edit("points.toml", "low_m3min = 300", "low_m3min = 280");
    const auto keys = keyChanges(mine.running(), mine.staged());
    QCOMPARE(textOf(keys), std::string{"points.toml point FLW-01 limits.low_m3min: 300 m³/min -> "
                                       "280 m³/min LOOSENS\n"});
    QVERIFY(keys[0].line > 0);
    const auto limits =
        limitChanges(siteIn(mine.running()), siteIn(mine.staged()), mine.staged());
    QCOMPARE(textOf(limits), std::string{"points.toml point FLW-01 low limit: 300.00 m³/min -> "
                                         "280.00 m³/min LOOSENS\n"});
    QCOMPARE(limits[0].line, keys[0].line);
  }

  void a_class_changes_every_point_that_has_it() {
    StagedMine mine;
    mine.edit("rules/cn-2016.toml", "alarm_pct = 1.0\ntrip_pct = 1.5",
              "alarm_pct = 1.0\ntrip_pct = 1.6");
    const auto limits =
        limitChanges(siteIn(mine.running()), siteIn(mine.staged()), mine.staged());
    QCOMPARE(limits.size(), std::size_t{1});  // CH4-01 is the only point of the first class
    QVERIFY(textOf(limits[0]).find("point CH4-01 trip limit: 1.50 %CH4 -> 1.60 %CH4 LOOSENS") !=
            std::string::npos);
    QCOMPARE(limits[0].file, std::string{"rules/cn-2016.toml"});
  }

  void whether_a_change_loosens_is_known_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* name, const char* file, const char* from, const char* to,
                        bool expected) {
      QTest::newRow(name) << QString{file} << QByteArray{from} << QByteArray{to} << expected;
    };
    const char* points = "points.toml";
    row("a lower low limit", points, "low_m3min = 300", "low_m3min = 299.99", true);
    row("a higher low limit", points, "low_m3min = 300", "low_m3min = 300.01", false);
    row("released sooner", points, "low_release_m3min = 320", "low_release_m3min = 319", true);
    row("released later", points, "low_release_m3min = 320", "low_release_m3min = 321", false);
    row("a longer delay", points, "on_delay_s = 2", "on_delay_s = 2.001", true);
    row("a shorter delay", points, "on_delay_s = 2", "on_delay_s = 1.999", false);
    row("another reason", points, "(invented for the demo)", "(of 2026)", false);
    row("another name", points, "\"Intake air\"", "\"Air\"", false);
    row("a class with a lower trip", points, "class = \"LW_T0\"", "class = \"LW_T2\"", false);
    row("a class with a higher trip", points, "class = \"LW_T2\"", "class = \"LW_T0\"", true);
    const char* rules = "rules/cn-2016.toml";
    row("a longer fault delay", rules, "[rules.fault_delay_s]\nvalue = ",
        "[rules.fault_delay_s]\nvalue = 1", true);
    row("older values count", rules, "stale_s = 10", "stale_s = 11", true);
    row("only younger values count", rules, "stale_s = 10", "stale_s = 9", false);
    const char* relays = "relays.toml";
    row("a permissive less", relays, "gas_below_reset = [\"CH4-01\", \"CH4-02\"]",
        "gas_below_reset = [\"CH4-01\"]", true);
    row("a permissive more", relays, "gas_below_reset = [\"CH4-01\"]",
        "gas_below_reset = [\"CH4-01\", \"CH4-02\"]", false);
    row("a smaller scope", relays, "relays = [\"RLY-01\", \"RLY-02\"]", "relays = [\"RLY-01\"]",
        true);
    row("a larger scope", relays, "cause = \"CH4-02\"\nrelays = [\"RLY-02\"]",
        "cause = \"CH4-02\"\nrelays = [\"RLY-02\", \"RLY-01\"]", false);
    row("another cause", relays, "cause = \"CH4-02\"", "cause = \"CH4-03\"", true);
    row("guidance", "alarms.toml", "Ring the face deputy", "Ring the deputy", false);
    row("slower polls", "links.toml", "poll_s = ", "poll_s = 1", true);
  }
  void whether_a_change_loosens_is_known() {
    QFETCH(QString, file);
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(bool, expected);
    StagedMine mine;
    mine.edit(file.toLatin1().constData(), from, to);
    const auto keys = keyChanges(mine.running(), mine.staged());
    QVERIFY(!keys.empty());
    QVERIFY2(loosensSomething(mine) == expected, textOf(keys).c_str());
  }

  void what_nobody_knows_asks_for_a_second_person() {
    StagedMine mine;
    mine.edit("nodes.toml", "class = \"methane\"\n",
              "class = \"methane\"\n[node.holds]\nsupervision_s = 20\n");
    const auto keys = keyChanges(mine.running(), mine.staged());
    QCOMPARE(textOf(keys),
             std::string{"nodes.toml node CH4-01 holds.supervision_s:  -> 20 s LOOSENS\n"});
  }

  void a_thing_that_goes_speaks_for_all_its_keys_and_changes_the_shape() {
    StagedMine mine;
    mine.edit("relays.toml", "\n[[cross_trip]]\ncause = \"CH4-02\"\nrelays = [\"RLY-02\"]\n", "\n");
    const auto keys = keyChanges(mine.running(), mine.staged());
    QCOMPARE(keys.size(), std::size_t{1});
    QCOMPARE(keys[0].thing, std::string{"cross_trip CH4-02"});
    QVERIFY(keys[0].loosens && keys[0].after.empty());
    const auto shape = shapeChanges(siteIn(mine.running()), siteIn(mine.staged()));
    QCOMPARE(shape.size(), std::size_t{1});
    QCOMPARE(english(shape[0]), std::string{"interlock CH4-02 is gone"});
  }

  void what_came_went_or_moved_is_named() {
    Site was;
    was.points.resize(2);
    was.points[0].tag = "A";
    was.points[1].tag = "B";
    Site becomes = was;
    std::swap(becomes.points[0], becomes.points[1]);
    QCOMPARE(shapeChanges(was, becomes).size(), std::size_t{2});
    QCOMPARE(english(shapeChanges(was, becomes)[0]),
             std::string{"point B stands elsewhere, or is of another device"});
    becomes = was;
    becomes.points[1].kind = PointKind::temperature;
    QCOMPARE(shapeChanges(was, becomes).size(), std::size_t{1});
    becomes = was;
    becomes.points[1].tag = "C";
    const auto renamed = shapeChanges(was, becomes);
    QCOMPARE(renamed.size(), std::size_t{2});
    QCOMPARE(english(renamed[0]) + "; " + english(renamed[1]),
             std::string{"point C is new; point B is gone"});
    becomes = was;
    becomes.production = true;
    QCOMPARE(shapeChanges(was, becomes).size(), std::size_t{1});
  }

  void the_staged_files_take_the_place_of_the_running_ones() {
    StagedMine mine;
    mine.edit("points.toml", "low_m3min = 300", "low_m3min = 280");
    std::filesystem::remove(mine.staged() / "alarms.toml");
    StagedMine::write(mine.running() / "notes.txt", "stays");
    QVERIFY(!replaceSite(mine.running(), mine.staged()));
    QCOMPARE(siteVersion(mine.running()), siteVersion(mine.staged()));
    QVERIFY(StagedMine::content(mine.running() / "notes.txt") == "stays");
    QVERIFY(!std::filesystem::exists(mine.running() / "alarms.toml"));
    QVERIFY(!std::filesystem::exists(mine.running() / ".replacing"));
  }

  void killed_at_any_moment_the_site_is_the_old_one_or_becomes_the_new_one() {
    int old = 0, fresh = 0;
    for (int delay_us = 0; delay_us < 4000; delay_us += 200) {
      StagedMine mine;
      mine.edit("points.toml", "low_m3min = 300", "low_m3min = 280");
      mine.edit("relays.toml", "gas_below_reset = [\"CH4-01\", \"CH4-02\"]",
                "gas_below_reset = [\"CH4-01\"]");
      const std::string before = siteVersion(mine.running());
      const pid_t child = ::fork();
      if (child == 0) {
        (void)replaceSite(mine.running(), mine.staged());
        ::_exit(0);
      }
      ::usleep(static_cast<useconds_t>(delay_us));
      ::kill(child, SIGKILL);
      ::waitpid(child, nullptr, 0);
      QVERIFY(!finishReplacing(mine.running()));
      const std::string now = siteVersion(mine.running());
      QVERIFY(now == before || now == siteVersion(mine.staged()));
      ++(now == before ? old : fresh);
    }
    qInfo("%d times the old site, %d times the new one", old, fresh);
    QVERIFY(old > 0);  // the first is killed before it can begin
  }
};

QTEST_APPLESS_MAIN(TestSiteChanges)
#include "tst_site_changes.moc"
