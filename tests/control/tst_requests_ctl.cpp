// Each request about alarms and rules, over the real socket and with real (native) nodes: refused
// in words, accepted, journalled, and still true after kill -9 and a new start.
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include "control/ctl_mine.h"

using namespace firedamp::testing;

namespace {

const QStringList trainee{"--operator", "7"};

// Beside the methane node two fans; the alarm limit latches; power waits for a check of people.
void addRules(const QString& directory) {
  const auto add = [&directory](const char* file, const QByteArray& text) {
    const QString path = directory + "/" + file;
    writeText(path, Mine::content(path) + text);
  };
  add("nodes.toml", "[[node]]\ntag = \"N2\"\nplace = { en = \"Fans\", zh = \"扇\" }\n"
                    "link = \"line\"\naddress = 2\nclass = \"relay\"\n");
  add("relays.toml", "[[relay]]\ntag = \"FAN-1\"\nname = { en = \"Fan\", zh = \"扇\" }\n"
                     "node = \"N2\"\nchannel = 0\n"
                     "[[scope]]\ntag = \"FACE\"\nname = { en = \"Face\", zh = \"面\" }\n"
                     "relays = [\"N1/0\"]\npeople_check = true\n"
                     "[[cross_trip]]\ncause = \"CH4-01\"\nscope = \"FACE\"\n"
                     "[[fan_group]]\ntag = \"FANS\"\nname = { en = \"Fans\", zh = \"扇\" }\n"
                     "relays = [\"N1/0\"]\ngas = [\"CH4-01\"]\n"
                     "[[fan_group.fan]]\nrelay = \"FAN-1\"\n");
  add("alarms.toml", "source = \"a test\"\ndoubt = \"invented\"\n"
                     "[kind.alarm]\nlatching = true\n");
  add("sim.toml", "[[node]]\ntag = \"N2\"\n");
}

class RuledMine : public Mine {
 public:
  RuledMine() : Mine(addRules) { start(trainee); }
  void killAndStart() { Mine::killAndStart(trainee); }

  // A refusal is exit code 1, with its reason in words, and a row of the journal.
  bool refuses(const QStringList& words, const char* why) const {
    const Said said = ask(words);
    const bool told = said.code == 1 && (said.errors + said.out).contains(why);
    if (!told) qWarning("%s: %d %s%s", qPrintable(words.join(' ')), said.code,
                        said.out.constData(), said.errors.constData());
    return told && journalHas(why);
  }
  // What the engine answered: the alarm or the record.
  QJsonObject done(const QStringList& words) const {
    const Said said = json(words);
    if (said.code != 0) qWarning("%s: %d %s", qPrintable(words.join(' ')), said.code,
                                 said.out.constData());
    return said.code == 0 ? said.result()["outcomes"][0].toObject() : QJsonObject{};
  }
  // The recorder commits at once, but a moment after the answer.
  bool journalHas(const char* words) const {
    return QTest::qWaitFor([&] { return ask({"journal", "300"}).out.contains(words); }, 10000);
  }
  QJsonObject alarm(const char* tag, const char* kind) const {
    for (const QJsonValue& each : json({"alarms"}).result().toArray()) {
      if (each["tag"] == tag && each["kind"] == kind) return each.toObject();
    }
    return {};
  }
  QJsonObject rule(const char* topic, const char* tag) const {
    for (const QJsonValue& each : json({"rules"}).result().toArray()) {
      if (each["topic"] == topic && each["tag"] == tag) return each.toObject();
    }
    return {};
  }
  bool live() const {
    return QTest::qWaitFor([this] { return pointIsLive(); }, 30000);
  }
  // With gas at `percent` until the alarm of `kind` is as wanted.
  bool gas(const char* percent, const char* kind, const char* state) {
    instruct(QString{"set N1 methane "} + percent);
    return QTest::qWaitFor([&] { return alarm("CH4-01", kind)["state"] == state; }, 30000);
  }
  bool thingSays(const char* words) const {
    return QTest::qWaitFor([&] { return ask({"things"}).out.contains(words); }, 30000);
  }
};

QString numberOf(const QJsonObject& alarm) { return QString::number(alarm["id"].toInt()); }

}  // namespace

class TestRequestsCtl : public QObject {
  Q_OBJECT

 private slots:
  void a_latch_is_reset_by_a_person_when_its_cause_has_gone() {
    RuledMine mine;
    QVERIFY(mine.live() && mine.gas("1.2", "alarm", "unacknowledged"));
    const QString id = numberOf(mine.alarm("CH4-01", "alarm"));
    QVERIFY(mine.refuses({"reset", id}, "its cause is still there"));
    QVERIFY(mine.gas("0.4", "alarm", "latched-unacknowledged"));
    QVERIFY(mine.refuses({"reset", id}, "must be acknowledged first"));
    QCOMPARE(mine.ask({"ack", id}).code, 0);
    QVERIFY(mine.gas("0.4", "alarm", "latched-acknowledged"));
    mine.killAndStart();
    QCOMPARE(mine.alarm("CH4-01", "alarm")["state"].toString(), QString("latched-acknowledged"));
    QVERIFY(mine.live());
    QCOMPARE(mine.done({"reset", id})["change"].toString(), QString("reset"));
    QVERIFY(mine.journalHas("  normal  CH4-01 over alarm limit"));
    mine.killAndStart();
    QVERIFY(mine.live());
    QVERIFY(mine.alarm("CH4-01", "alarm").isEmpty());
  }

  void out_of_service_has_a_permit_and_ends_by_a_return() {
    RuledMine mine;
    const QStringList ask{"out-of-service", "CH4-01", "stuck", "2", "--reason", "new head"};
    QVERIFY(mine.refuses(ask, "a permit must be named"));
    QVERIFY(mine.refuses({"out-of-service", "CH4-01", "trip", "2", "--permit", "P-7"},
                         "never put out of sight"));
    QVERIFY(mine.refuses({"return", "CH4-01", "stuck"}, "neither shelved nor out of service"));
    QVERIFY(!mine.done(ask + QStringList{"--permit", "P-7"}).isEmpty());
    QVERIFY(mine.journalHas("P-7"));
    mine.killAndStart();
    const QJsonObject aside = mine.alarm("CH4-01", "stuck");
    QCOMPARE(aside["state"].toString(), QString("out-of-service"));
    QVERIFY(aside["until"].toString().endsWith('Z'));
    QCOMPARE(mine.done({"return", "CH4-01", "stuck"})["change"].toString(), QString("released"));
    QVERIFY(mine.journalHas("  normal  CH4-01 is stuck"));
    mine.killAndStart();
    QVERIFY(mine.alarm("CH4-01", "stuck").isEmpty());
  }

  void a_trip_is_closed_by_a_person_with_cause_and_action_only() {
    RuledMine mine;
    QVERIFY(mine.live() && mine.gas("1.6", "trip", "unacknowledged"));
    const QString id = numberOf(mine.alarm("CH4-01", "trip"));
    QVERIFY(mine.refuses({"disposition", id, "--close", "yes"},
                         "closed only with its cause and what was done"));
    QVERIFY(!mine.done({"disposition", id, "--told", "dispatch", "--cause", "curtain down",
                        "--action", "curtain hung"}).isEmpty());
    QVERIFY(mine.journalHas("curtain hung"));
    mine.killAndStart();  // it closes with what was written before
    QVERIFY(mine.done({"disposition", id, "--close", "yes"})["closed"].toBool());
    QVERIFY(mine.live() && mine.gas("0.4", "trip", "returned-unacknowledged"));
    QCOMPARE(mine.ask({"ack", id}).code, 0);
    QVERIFY(mine.journalHas("  normal  CH4-01 over trip limit"));
    mine.killAndStart();
    QVERIFY(mine.refuses({"disposition", id, "--close", "yes"}, "has no open record"));
  }

  void power_waits_for_a_check_of_people_that_outlives_the_engine() {
    RuledMine mine;
    QVERIFY(mine.live());
    const QStringList restore{"restore", "N1/0", "--reason", "shift"};
    QCOMPARE(mine.ask({"trip", "N1/0"}).code, 0);
    QVERIFY(mine.ask(restore).errors.contains("that no one is at risk"));
    const QJsonObject check = mine.done({"people-check", "FACE"});
    QCOMPARE(check["person"].toInt(), 7);
    QVERIFY(mine.journalHas("nobody is at risk when power returns"));
    mine.killAndStart();
    QCOMPARE(mine.rule("people check", "FACE")["until"], check["until"]);
    QVERIFY(mine.live());
    QVERIFY(!mine.ask(restore).errors.contains("that no one is at risk"));
  }

  void a_scope_is_tripped_as_one_and_the_figures_count_what_called() {
    RuledMine mine;
    QVERIFY(mine.live() && mine.thingSays("N1/0  power is on"));
    QCOMPARE(mine.ask({"trip", "--scope", "NOWHERE"}).code, 2);
    QCOMPARE(mine.done({"trip", "--scope", "FACE"})["stage"].toString(), QString("confirmed"));
    QVERIFY(mine.thingSays("N1/0  power is off"));
    const auto annunciated = [&mine] {
      return mine.json({"figures", "1"}).result()["annunciated"].toInt();
    };
    const int before = annunciated();
    QVERIFY(mine.gas("1.2", "alarm", "unacknowledged"));
    QVERIFY(QTest::qWaitFor([&] { return annunciated() > before; }, 10000));
    QVERIFY(mine.ask({"figures"}).out.contains("per hour (target 6, at most 12)"));
    QCOMPARE(mine.ask({"figures", "9999"}).code, 2);
  }

  void nobody_checks_or_tests_without_a_log_in() {
    RuledMine mine;
    mine.Mine::killAndStart();
    for (const QStringList& words : {QStringList{"people-check", "FACE"},
                                     {"record-test", "calibration", "CH4-01", "passed"},
                                     {"lock-test", "CH4-01"},
                                     {"unlock-fans", "FANS", "--reason", "x"},
                                     {"reset", "1"},
                                     {"disposition", "1"},
                                     {"out-of-service", "CH4-01", "stuck", "2"}}) {
      QVERIFY2(mine.ask(words).code != 0, qPrintable(words[0]));
    }
    QVERIFY(mine.rule("people check", "FACE").isEmpty());
    QVERIFY(mine.refuses({"people-check", "FACE"}, "nobody is logged in"));
    QVERIFY(mine.refuses({"lock-test", "CH4-01"}, "nobody is logged in"));
  }

  void a_recorded_test_moves_its_date() {
    RuledMine mine;
    QVERIFY(mine.refuses({"record-test", "change-over", "CH4-01", "passed"}, "has no such test"));
    const QJsonObject record =
        mine.done({"record-test", "calibration", "CH4-01", "passed", "--reason", "bottle 12"});
    QVERIFY(record["present"].toBool() && record["until"].toString().endsWith('Z'));
    QVERIFY(mine.journalHas("CH4-01 calibrated"));
    mine.killAndStart();
    QCOMPARE(mine.rule("calibration", "CH4-01")["until"], record["until"]);
    QVERIFY(!mine.done({"record-test", "calibration", "CH4-01", "failed"})["present"].toBool());
    QVERIFY(mine.journalHas("CH4-01 calibration FAILED"));
    QCOMPARE(mine.rule("calibration", "CH4-01")["until"], record["until"]);  // the old date stands
  }

  void a_lock_test_trips_measures_and_is_refused_where_nothing_is_on() {
    RuledMine mine;
    QVERIFY(mine.live() && mine.thingSays("N1/0  power is on"));
    const QJsonObject record = mine.done({"lock-test", "CH4-01"});
    QVERIFY(record["present"].toBool());
    QVERIFY(record["number"].toInt() > 0 && record["number"].toInt() < 40000);
    QVERIFY(mine.thingSays("N1/0  power is off"));
    QVERIFY(mine.journalHas("CH4-01 interlock tripped in"));
    QVERIFY(mine.refuses({"lock-test", "CH4-01"}, "there is nothing to measure"));
    mine.killAndStart();
    QCOMPARE(mine.rule("lock test", "CH4-01")["number"], record["number"]);
    QCOMPARE(mine.rule("lock test", "CH4-01")["until"], record["until"]);
  }

  void the_start_lock_of_fans_is_opened_by_a_person_with_a_reason() {
    RuledMine mine;
    QVERIFY(mine.live() && mine.thingSays("FAN-1  power is on"));
    QCOMPARE(mine.ask({"trip", "FAN-1"}).code, 0);
    mine.instruct("set N1 methane 3.5");
    const auto locked = [&mine] { return mine.rule("fan lock", "FANS")["present"].toBool(); };
    QVERIFY(QTest::qWaitFor(locked, 30000));
    QVERIFY(mine.journalHas("FANS gas is too high to start a fan"));
    mine.killAndStart();
    QVERIFY(mine.live());
    QVERIFY(locked());
    QVERIFY(mine.refuses({"unlock-fans", "FANS"}, "only a person with a reason"));
    const QStringList unlock{"unlock-fans", "FANS", "--reason", "rescue"};
    const QJsonObject record = mine.done(unlock);  // also right after the start
    QVERIFY(record["topic"] == "fan lock" && !record["present"].toBool());
    QCOMPARE(record["reason"].toString(), QString("rescue"));
    QVERIFY(mine.refuses(unlock, "is not locked"));
    QVERIFY(mine.journalHas("FANS fans may be started again"));
    QVERIFY(!locked());
  }
};

QTEST_GUILESS_MAIN(TestRequestsCtl)
#include "tst_requests_ctl.moc"
