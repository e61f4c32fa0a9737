// A configuration from the staged files to the node and back, and bypasses: by two people, over the
// real socket, with a real (native) node on TCP.
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include "control/ctl_mine.h"

using namespace firedamp::testing;

namespace {

// Accounts of three people; whoever logs in last acts.
class PeopledMine : public Mine {
 public:
  PeopledMine() {
    writeText(site() + "/relays.toml",
              content(site() + "/relays.toml") +
                  "[[scope]]\ntag = \"FACE\"\nname = { en = \"Face\", zh = \"面\" }\n"
                  "relays = [\"N1/0\"]\npeople_check = true\n"
                  "[[cross_trip]]\ncause = \"CH4-01\"\nrelays = [\"N1/0\"]\n");
    start();
    expect(0, {"set-up", "boss"}, "the boss's password\n");
    logIn("boss", "the boss's");
    for (const auto& [name, role] : {std::pair{"li", "engineer"}, std::pair{"wang", "dispatcher"},
                                     std::pair{"zhao", "operator"}}) {
      expect(0, {"add-user", name, role}, QByteArray{name} + " password\n");
    }
  }
  void logIn(const char* name, const char* word = nullptr) {
    const QByteArray secret = QByteArray{word == nullptr ? name : word} + " password\n";
    expect(0, {"log-in", name}, secret);
  }
  Said expect(int code, const QStringList& words, const QByteArray& input = {}) const {
    const Said said = ask(words, input);
    if (said.code != code) {
      qFatal("%s: exit code %d\n%s%s", qPrintable(words.join(' ')), said.code,
             said.out.constData(), said.errors.constData());
    }
    return said;
  }
  // A staged copy with limits of its own for the one point.
  QString stagedWithTrip(const char* trip_pct) const {
    const QString copy = staged();
    QByteArray points = content(copy + "/points.toml");
    const auto own = points.indexOf("[point.limits]");
    if (own >= 0) points.truncate(own);
    writeText(copy + "/points.toml", points + "[point.limits]\nreason = \"a test\"\ntrip_pct = " +
                                         trip_pct + "\n");
    return copy;
  }
  bool isOn() const { return ask({"things"}).out.contains("N1/0  power is on"); }
  // The relay, by a dispatcher; its permissives need some healthy seconds.
  bool switchesOn() const {
    expect(0, {"people-check", "FACE"});
    Said said;
    for (int attempt = 0; attempt < 60; ++attempt) {
      if (isOn()) return true;  // on a busy machine its feedback may come after the answer
      said = json({"restore", "N1/0", "--reason", "shift"});
      const int id = said.result()["outcomes"][0]["id"].toInt();
      if (said.code == 0) said = ask({"confirm", QString::number(id)});
      if (said.code == 0) return true;
      QTest::qWait(500);
    }
    qWarning("%s %s", said.out.constData(), said.errors.constData());
    return false;
  }
  bool driftAlarm() const {
    for (const QJsonValue& alarm : json({"alarms"}).result().toArray()) {
      if (alarm["kind"] == "config-drift" && alarm["state"] == "unacknowledged") return true;
    }
    return false;
  }
  QByteArray journal() const { return ask({"journal", "300"}).out; }
};

QString numberOf(const Said& said) {
  return QString::number(said.result()["proposals"][0]["number"].toInt());
}

QString stageOf(const Said& said) {
  const QJsonObject json = said.json();
  const QJsonValue list = json["ok"].toBool() ? json["result"]["outcomes"] : json["outcomes"];
  return list[0]["stage"].toString();
}

}  // namespace

class TestConfigCtl : public QObject {
  Q_OBJECT

 private slots:
  void a_tighter_limit_takes_over_and_reaches_the_node() {
    PeopledMine mine;
    QTRY_VERIFY_WITH_TIMEOUT(mine.pointIsLive(), 20000);
    const QString staged = mine.stagedWithTrip("1.4");
    const QByteArray told = mine.expect(0, {"config", "diff", staged}).out;
    QVERIFY2(told.contains("point CH4-01  trip limit  1.50 %CH4 -> 1.40 %CH4"), told);
    QVERIFY2(told.contains("cut-off limit: 1.50 %CH4, wanted 1.40 %CH4"), told);
    QVERIFY2(!told.contains("LESS SAFE"), told);

    mine.expect(1, {"config", "apply", staged, "--reason", "x"});  // boss keeps accounts only
    mine.logIn("zhao");
    mine.expect(1, {"config", "apply", staged, "--reason", "x"});  // nor does an operator
    mine.logIn("li");
    QVERIFY(mine.expect(1, {"config", "apply", staged}).errors.contains("a reason must be given"));
    const Said applied = mine.json({"config", "apply", staged, "--reason", "new plan"});
    QVERIFY2(applied.code == 0, applied.out);
    QCOMPARE(stageOf(applied), QString("confirmed"));
    QVERIFY(applied.result()["in_force"].toBool());
    QCOMPARE(applied.result()["outcomes"][0]["proof"].toString(), QString("mac"));
    QCOMPARE(Mine::content(mine.site() + "/points.toml"), Mine::content(staged + "/points.toml"));

    QTRY_VERIFY_WITH_TIMEOUT(mine.pointIsLive(), 20000);
    const QJsonValue now = mine.json({"config", "diff"}).result();
    QVERIFY(now["changes"].toArray().isEmpty());
    QVERIFY(now["nodes"][0]["drift"].toArray().isEmpty() &&
            now["nodes"][0]["to_write"].toArray().isEmpty());
    QCOMPARE(now["from"], applied.result()["to"]);
    QTRY_VERIFY_WITH_TIMEOUT(!mine.driftAlarm(), 20000);
    const QByteArray journal = mine.journal();
    QVERIFY2(journal.contains("applied a configuration") && journal.contains("li (ctl)"), journal);
    QTRY_VERIFY_WITH_TIMEOUT(mine.journal().contains("N1 writing of its configuration"), 20000);
    QVERIFY(journal.contains("has no right to"));  // what was refused stands there, too
    QCOMPARE(mine.stop(), 0);
  }

  void a_looser_limit_waits_for_a_second_person() {
    PeopledMine mine;
    QTRY_VERIFY_WITH_TIMEOUT(mine.pointIsLive(), 20000);
    mine.logIn("li");
    const QString staged = mine.stagedWithTrip("1.51");
    QVERIFY(mine.expect(0, {"config", "diff", staged}).out.contains("LESS SAFE"));
    const Said proposed = mine.json({"config", "apply", staged, "--reason", "a test of gas"});
    QCOMPARE(proposed.code, 0);
    const QString number = numberOf(proposed);
    QVERIFY(mine.ask({"proposals"}).out.contains("a test of gas"));
    QVERIFY(mine.expect(1, {"approve", number}).errors.contains("a second person"));
    QVERIFY(!Mine::content(mine.site() + "/points.toml").contains("1.51"));
    mine.logIn("zhao");
    mine.expect(1, {"approve", number});  // an operator is no second person
    mine.logIn("wang");
    QByteArray points = Mine::content(staged + "/points.toml");
    const Said approved = mine.json({"approve", number});
    QVERIFY2(approved.code == 0, approved.out);
    QCOMPARE(stageOf(approved), QString("confirmed"));
    QCOMPARE(Mine::content(mine.site() + "/points.toml"), points);
    mine.expect(1, {"approve", number});  // once
    const QByteArray journal = mine.journal();
    QVERIFY(journal.contains("proposed change 1") && journal.contains("approved change 1"));

    mine.logIn("li");
    const Said again = mine.json({"config", "apply", mine.stagedWithTrip("1.6"), "--reason", "y"});
    mine.logIn("wang");
    QCOMPARE(mine.ask({"withdraw", numberOf(again)}).code, 0);
    mine.expect(1, {"approve", numberOf(again)});
    QCOMPARE(mine.stop(), 0);
  }

  void a_node_that_is_away_is_refused_and_keeps_its_drift() {
    PeopledMine mine;
    QTRY_VERIFY_WITH_TIMEOUT(mine.pointIsLive(), 20000);
    mine.logIn("li");
    mine.instruct("cut line");
    QTRY_VERIFY_WITH_TIMEOUT(!mine.pointIsLive(), 20000);
    const Said applied =
        mine.json({"config", "apply", mine.stagedWithTrip("1.4"), "--reason", "plan"});
    QCOMPARE(applied.code, 4);
    QCOMPARE(stageOf(applied), QString("refused"));
    mine.instruct("mend line");
    QTRY_VERIFY_WITH_TIMEOUT(mine.pointIsLive(), 30000);
    QTRY_VERIFY_WITH_TIMEOUT(mine.driftAlarm(), 20000);  // nothing was sent later
    const Said written = mine.json({"config", "write", "N1", "--reason", "it is back"});
    QCOMPARE(stageOf(written), QString("confirmed"));
    QTRY_VERIFY_WITH_TIMEOUT(!mine.driftAlarm(), 20000);
    QCOMPARE(mine.json({"config", "write", "N1", "--reason", "again"}).code, 4);
    QCOMPARE(mine.stop(), 0);
  }

  void alarms_and_latches_outlive_a_new_configuration() {
    PeopledMine mine;
    QTRY_VERIFY_WITH_TIMEOUT(mine.pointIsLive(), 20000);
    mine.logIn("li");
    mine.instruct("set N1 methane 1.2");
    const auto high = [&mine] {
      for (const QJsonValue& alarm : mine.json({"alarms"}).result().toArray()) {
        if (alarm["kind"] == "alarm") return alarm["id"].toInt();
      }
      return 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(high() > 0, 30000);
    const int before = high();
    mine.expect(0, {"shelve", QString::number(before), "10", "--reason", "known"});
    const Said applied =
        mine.json({"config", "apply", mine.stagedWithTrip("1.4"), "--reason", "plan"});
    QVERIFY2(applied.code == 0, applied.out);
    QCOMPARE(high(), before);
    QVERIFY(mine.ask({"alarms"}).out.contains("shelved"));
    QCOMPARE(mine.stop(), 0);
  }

  // What a person wrote about a thing is no reason to forget its alarm.
  void a_latch_outlives_another_name_of_its_point() {
    PeopledMine mine;
    QTRY_VERIFY_WITH_TIMEOUT(mine.pointIsLive(), 20000);
    mine.logIn("li");
    QString staged = mine.staged();
    writeText(staged + "/alarms.toml", "source = \"a test\"\ndoubt = \"invented\"\n"
                                       "[kind.alarm]\nlatching = true\n");
    mine.expect(0, {"config", "apply", staged, "--reason", "it shall latch"});
    const auto state = [&mine] {
      for (const QJsonValue& alarm : mine.json({"alarms"}).result().toArray()) {
        if (alarm["kind"] == "alarm") return alarm["state"].toString();
      }
      return QString{};
    };
    mine.instruct("set N1 methane 1.2");
    QTRY_COMPARE_WITH_TIMEOUT(state(), QString("unacknowledged"), 30000);
    mine.instruct("set N1 methane 0.4");
    QTRY_COMPARE_WITH_TIMEOUT(state(), QString("latched-unacknowledged"), 30000);
    staged = mine.staged();
    QByteArray points = Mine::content(staged + "/points.toml");
    points.replace(QByteArray{"\"Methane\""}, QByteArray{"\"Firedamp\""});
    writeText(staged + "/points.toml", points);
    mine.expect(0, {"config", "apply", staged, "--reason", "a better name"});
    QTRY_VERIFY_WITH_TIMEOUT(mine.pointIsLive(), 20000);
    QCOMPARE(state(), QString("latched-unacknowledged"));
    const QJsonValue value = mine.json({"values"}).result().toArray().at(0);
    QCOMPARE(value["name"]["en"].toString(), QString("Firedamp"));
    QCOMPARE(mine.stop(), 0);
  }

  void broken_files_change_nothing_and_name_the_line() {
    PeopledMine mine;
    mine.logIn("li");
    const QString staged = mine.stagedWithTrip("nonsense");
    const Said refused = mine.ask({"config", "apply", staged, "--reason", "x"});
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.errors.contains("points.toml:"), refused.errors);
    QVERIFY(!Mine::content(mine.site() + "/points.toml").contains("nonsense"));
    const Said nothing = mine.ask({"config", "apply", mine.staged(), "--reason", "x"});
    QVERIFY(nothing.code == 1 && nothing.errors.contains("nothing to apply"));
    QCOMPARE(mine.stop(), 0);
  }

  void a_sensor_comes_and_goes_without_anybody_restarting_the_engine() {
    PeopledMine mine;
    QTRY_VERIFY_WITH_TIMEOUT(mine.pointIsLive(), 20000);
    mine.logIn("wang");
    QVERIFY(mine.switchesOn());
    QTRY_VERIFY_WITH_TIMEOUT(mine.isOn(), 20000);
    const qint64 process = mine.process();
    mine.logIn("li");
    const QString staged = mine.staged();
    QFile::copy(staged + "/nodes.toml", staged + "/nodes.before");
    QFile::copy(staged + "/points.toml", staged + "/points.before");
    writeText(staged + "/nodes.toml", Mine::content(staged + "/nodes.toml") +
                                          "\n[[node]]\ntag = \"N2\"\nlink = \"line\"\n"
                                          "place = { en = \"Return\", zh = \"回风\" }\n"
                                          "address = 2\nclass = \"methane\"\n");
    writeText(staged + "/points.toml", Mine::content(staged + "/points.toml") +
                                           "\n[[point]]\ntag = \"CH4-02\"\nnode = \"N2\"\n"
                                           "name = { en = \"Return\", zh = \"回风\" }\n"
                                           "shows = \"methane\"\nclass = \"LW_T1\"\n");
    const QByteArray before = mine.expect(0, {"config", "diff", staged}).out;
    QVERIFY2(before.contains("for this the engine starts anew") &&
                 before.contains("node N2 is new") && !before.contains("LESS SAFE"), before);
    mine.expect(0, {"config", "apply", staged, "--reason", "one more sensor"});
    QVERIFY(mine.watchesAgain(2));
    QTRY_VERIFY2_WITH_TIMEOUT(mine.usablePoints() == QStringList{"CH4-01"},
                              mine.ask({"things"}).out + mine.ask({"alarms"}).out, 20000);
    // Nobody is there.
    QTRY_VERIFY_WITH_TIMEOUT(mine.ask({"alarms"}).out.contains("CH4-02"), 20000);
    QVERIFY(mine.isOn());
    const QByteArray journal = mine.journal();
    QVERIFY2(journal.contains("node N2 is new") && journal.contains("the engine starts anew"),
             journal);
    mine.expect(1, {"config", "apply", staged, "--reason", "x"});  // who was logged in is not now

    for (const char* file : {"/nodes", "/points"}) {
      writeText(staged + file + ".toml", Mine::content(staged + file + ".before"));
    }
    mine.logIn("li");
    const QByteArray after = mine.expect(0, {"config", "diff", staged}).out;
    QVERIFY2(after.contains("node N2 is gone") && after.contains("LESS SAFE"), after);
    const QString number = numberOf(mine.json({"config", "apply", staged, "--reason", "moved"}));
    mine.logIn("wang");
    mine.expect(0, {"approve", number});
    QVERIFY(mine.watchesAgain(1));
    QTRY_VERIFY_WITH_TIMEOUT(mine.pointIsLive(), 20000);
    QVERIFY(mine.isOn());
    QVERIFY(!mine.ask({"alarms"}).out.contains("CH4-02"));
    QCOMPARE(mine.process(), process);
    QCOMPARE(mine.stop(), 0);
  }

  void another_tag_of_the_site_is_in_force_from_the_next_start_on() {
    PeopledMine mine;
    QTRY_VERIFY_WITH_TIMEOUT(mine.pointIsLive(), 20000);
    mine.logIn("li");
    const QString staged = mine.staged();
    writeText(staged + "/site.toml",
              Mine::content(staged + "/site.toml").replace("\"ONE\"", "\"TWO\""));
    QVERIFY(mine.expect(0, {"config", "diff", staged}).out.contains("takes effect at next start"));
    const QByteArray told = mine.expect(0, {"config", "apply", staged, "--reason", "plan"}).out;
    QVERIFY2(told.contains("takes effect at next start"), told);
    QTRY_VERIFY_WITH_TIMEOUT(mine.journal().contains("from the next start on"), 20000);
    mine.logIn("li");  // the same engine still answers
    QCOMPARE(mine.stop(), 0);
  }

  void tables_go_out_and_come_in_through_a_staged_copy() {
    PeopledMine mine;
    mine.logIn("li");
    const QByteArray csv = mine.expect(0, {"config", "export-csv", "points"}).out;
    const QString staged = mine.staged(), file = mine.data() + "/points.csv";
    writeText(file, csv);
    mine.expect(0, {"config", "import-csv", "points", file, staged});
    QCOMPARE(mine.expect(0, {"config", "export-csv", "points", staged}).out, csv);
    mine.expect(1, {"config", "import-csv", "points", file, mine.site()});
    writeText(file, QByteArray{csv}.replace(",methane,", ",metane,"));
    const Said wrong = mine.ask({"config", "import-csv", "points", file, staged});
    QVERIFY2(wrong.code == 1 && wrong.errors.contains("points.csv:2:5"), wrong.errors);
    mine.expect(0, {"config", "export-csv", "alarms"});
    QCOMPARE(mine.stop(), 0);
  }

  void a_bypass_needs_two_people_and_ends_by_one() {
    PeopledMine mine;
    QTRY_VERIFY_WITH_TIMEOUT(mine.pointIsLive(), 20000);
    mine.logIn("li");
    const Said proposed = mine.json({"bypass", "CH4-01", "CH4-01", "60", "--permit", "P-7",
                                     "--reason", "new sensor head"});
    QVERIFY2(proposed.code == 0, proposed.out);
    QVERIFY(!mine.ask({"rules"}).out.contains("new sensor head"));
    mine.expect(1, {"approve", numberOf(proposed)});
    mine.logIn("wang");
    const Said approved = mine.json({"approve", numberOf(proposed)});
    QVERIFY2(approved.code == 0, approved.out);
    const QJsonValue record = approved.result()["outcomes"][0];
    QVERIFY(record["present"].toBool() && record["reason"].toString().contains("P-7"));
    QCOMPARE(record["words"].toString(), QString("CH4-01"));
    QCOMPARE(mine.ask({"end-bypass", "CH4-01"}).code, 0);
    QCOMPARE(mine.ask({"end-bypass", "CH4-01"}).code, 1);  // there is none any more
    QCOMPARE(mine.stop(), 0);
  }
};

QTEST_GUILESS_MAIN(TestConfigCtl)
#include "tst_config_ctl.moc"
