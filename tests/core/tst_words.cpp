// The words of domain/node_text.h against the numbers of the wire, and lines of the journal.
#include <QTest>

#include <set>

#include "domain/journal_text.h"
#include "domain/node_text.h"
#include "core/core_bench.h"
#include "msn/codes.h"

using namespace firedamp;
using namespace firedamp::testing;

namespace {

std::string onlyInterlock(std::uint16_t bit) {
  const auto texts = interlockTexts(bit);
  return texts.size() == 1 ? english(texts[0]) : "";
}

std::string lineOf(int code, std::int16_t value = 0, std::uint8_t channel = 0,
                   NodeId node = gasNode) {
  NodeEvent event;
  event.node = node;
  event.code = static_cast<std::uint8_t>(code);
  event.value = value;
  event.channel = channel;
  return english(nodeEventText(event, faceMine()));
}

}  // namespace

class TestWords : public QObject {
  Q_OBJECT

 private slots:
  void an_event_of_the_whole_node_names_no_relay() {
    QVERIFY(lineOf(MSN_EV_INTERLOCK, 2, 0xFF).find("locks of the node") != std::string::npos);
    QVERIFY(lineOf(MSN_EV_INTERLOCK, 2, 1).find("relay 2: closing by hand") != std::string::npos);
    NodeEvent locks;
    locks.code = MSN_EV_INTERLOCK;
    QVERIFY(english(nodeEventDetails(locks).at(0)) == "no lock holds");
    locks.value = MSN_IL_LOCAL | MSN_IL_MUTEX;
    QVERIFY(nodeEventDetails(locks) == interlockTexts(MSN_IL_LOCAL | MSN_IL_MUTEX));
    locks.code = MSN_EV_COMMANDED;
    QVERIFY(nodeEventDetails(locks).empty());
  }

  void relays_of_an_event_are_named_by_their_tags() {
    const Site site = faceMine();
    const RelaySite& first = site.relays.at(0);
    QVERIFY(lineOf(MSN_EV_COMMANDED, 0, MSN_CAUSE_GAS).find(": -") != std::string::npos);
    NodeEvent event;
    event.code = MSN_EV_COMMANDED;
    event.node = first.node;
    event.value = static_cast<std::int16_t>(1 << first.channel);
    const std::string text = english(nodeEventText(event, faceMine()));
    QVERIFY2(text.find(": " + first.tag) != std::string::npos, text.c_str());
    event.value = 0x80;
    QVERIFY(english(nodeEventText(event, faceMine())).find("#8") != std::string::npos);
  }

  void every_number_of_the_wire_has_its_own_words() {
    QCOMPARE(onlyInterlock(MSN_IL_LOCAL), std::string("switch at the node stands on local"));
    QCOMPARE(onlyInterlock(MSN_IL_MIN_OFF), std::string("minimum off time has not passed"));
    QCOMPARE(onlyInterlock(MSN_IL_MUTEX), std::string("the opposite relay is on"));
    QCOMPARE(onlyInterlock(MSN_IL_FAULT), std::string("node reports a fault"));
    QCOMPARE(onlyInterlock(MSN_IL_CALIBRATION), std::string("node is being calibrated"));
    QVERIFY(onlyInterlock(MSN_IL_INPUT).find("gas is not below reset") != std::string::npos);
    QVERIFY(onlyInterlock(MSN_IL_FB_MISMATCH).find("feedback") != std::string::npos);
    QVERIFY(onlyInterlock(MSN_IL_SUP_LATCH).find("supervisor") != std::string::npos);
    QVERIFY(onlyInterlock(MSN_IL_FAN).find("duct flow") != std::string::npos);
    QVERIFY(onlyInterlock(MSN_IL_FAN_START).find("3.0 %CH4") != std::string::npos);
    QVERIFY(onlyInterlock(MSN_IL_POWER_UP).find("power-up lock") != std::string::npos);
    QCOMPARE(interlockTexts(0x0800).size(), std::size_t{1});
    QCOMPARE(interlockTexts(0xFFFF).size(), std::size_t{12});
    QVERIFY(interlockTexts(0).empty());
    for (std::uint16_t status = MSN_SEC_OK; status <= MSN_SEC_WRONG_MODE; ++status) {
      QVERIFY(english(nodeAnswerText(status)).find("node answered") == std::string::npos);
    }
    QCOMPARE(english(nodeAnswerText(MSN_SEC_ALREADY)), std::string("already so"));
    QCOMPARE(english(nodeAnswerText(77)), std::string("node answered 77"));
    QCOMPARE(english(tripCauseText(MSN_CAUSE_GAS)), std::string("gas"));
    QCOMPARE(english(tripCauseText(MSN_CAUSE_LOCAL)), std::string("local hand"));
    QCOMPARE(english(tripCauseText(MSN_CAUSE_INTERLOCK)), std::string("interlock input"));
    QCOMPARE(english(tripCauseText(MSN_CAUSE_FAN)), std::string("fan"));
    QCOMPARE(english(tripCauseText(99)), std::string("cause 99"));
  }

  void node_events_are_told_with_their_reading() {
    QCOMPARE(lineOf(MSN_EV_CUTOFF_ON, 152), std::string("N1 cut-off on at 1.52 %CH4"));
    QCOMPARE(lineOf(MSN_EV_ALARM_OFF, 89), std::string("N1 alarm off at 0.89 %CH4"));
    QCOMPARE(lineOf(MSN_EV_ALARM_ON, 30, 1, airNode), std::string("N2 alarm on at 30.00 m³/min"));
    QCOMPARE(lineOf(MSN_EV_BOOT, 1), std::string("N1 started, reset cause 1"));
    QCOMPARE(lineOf(MSN_EV_SUP_LOST), std::string("N1 lost its supervisor"));
    QCOMPARE(lineOf(MSN_EV_LOW_SUPPLY), std::string("N1 low supply"));
    QCOMPARE(lineOf(MSN_EV_SUPPLY_OK), std::string("N1 supply is well again"));
    QCOMPARE(lineOf(MSN_EV_CAL_BEGIN), std::string("N1 calibration begins"));
    QCOMPARE(lineOf(MSN_EV_CAL_END, 12), std::string("N1 calibration ends, left at 12"));
    QCOMPARE(lineOf(MSN_EV_AUTH_FAIL), std::string("N1 rejected an authentication"));
    QVERIFY(lineOf(MSN_EV_LOCK_OUT).find("locked out") != std::string::npos);
    QCOMPARE(lineOf(0x99, -3), std::string("N1 event 153, value -3"));
  }

  void every_secured_function_that_a_node_executes_has_its_words() {
    std::set<std::string> lines;
    for (int function = MSN_FN_TRIP; function <= MSN_FN_REBOOT; ++function) {
      lines.insert(lineOf(MSN_EV_SEC | function, 7));
    }
    lines.insert(lineOf(+MSN_EV_SEC | MSN_FN_ATTEST, 7));
    lines.insert(lineOf(+MSN_EV_SEC | MSN_FN_UNLOCK, 7));
    QCOMPARE(lines.size(), std::size_t{9});
    for (const std::string& line : lines) {
      QVERIFY2(line.find("command, operator 7") != std::string::npos, line.c_str());
    }
  }

  void a_sensor_fault_says_which() {
    std::set<std::string> lines;
    for (std::uint8_t fault = MSN_SENSOR_BROKEN; fault <= MSN_SENSOR_WARM_UP; ++fault) {
      lines.insert(lineOf(MSN_EV_FAULT_ON, 0, fault));
    }
    QCOMPARE(lines.size(), std::size_t{6});
    QCOMPARE(lines.count("N1 sensor fault on: open circuit"), std::size_t{1});
    QCOMPARE(lineOf(MSN_EV_FAULT_ON, 0, MSN_SENSOR_STUCK),
             std::string("N1 sensor fault on: reading stuck"));
    QCOMPARE(lineOf(MSN_EV_FAULT_ON, 0, MSN_SENSOR_OK), std::string("N1 sensor fault on"));
    QCOMPARE(lineOf(MSN_EV_FAULT_ON, 0, 77), std::string("N1 sensor fault on"));
  }

  void what_keys_prove_is_told_with_the_key() {
    QVERIFY(proofTexts(CommandProof::none, 5).empty());
    std::set<std::string> texts;
    for (auto proof : {CommandProof::nonce, CommandProof::mac, CommandProof::macBothWays,
                       CommandProof::forged}) {
      const auto text = proofTexts(proof, 5);
      QCOMPARE(text.size(), std::size_t{1});
      texts.insert(english(text[0]));
    }
    QCOMPARE(texts.size(), std::size_t{4});
    QCOMPARE(texts.count("proven to the node by key 5, and its answer to us"), std::size_t{1});
  }

  void what_weakens_a_nodes_proofs_is_told_with_the_node() {
    NodeReport report;
    const auto line = [&report] { return journalText(report, faceMine(), Duration{0}); };
    QVERIFY(weaknessTexts(report.identity).empty());  // level L0: nothing to weaken
    report.identity.caps = MSN_CAP_MAC;
    report.identity.keyId = MSN_KEY_NONE;
    QVERIFY(line().find("; has no key yet; weak replay protection") != std::string::npos);
    report.identity.caps |= MSN_CAP_NVM_BOOTS;
    report.identity.keyId = MSN_KEY_TRAINING;
    QVERIFY(line().find("; has the public training key") != std::string::npos);
    QVERIFY(line().find("weak replay") == std::string::npos);
    report.identity.keyId = 2;
    QVERIFY(weaknessTexts(report.identity).empty());
  }

  void a_line_of_the_journal() {
    const Site site = faceMine();
    AlarmEvent alarm;
    alarm.id = AlarmId{12};
    alarm.source = {AlarmSource::Type::point, 0};
    alarm.kind = AlarmKind::highHigh;
    alarm.priority = Priority::emergency;
    alarm.state = AlarmState::unacknowledged;
    alarm.at = fromMicroseconds(3 * 3'600'000'000ll + 7 * 60'000'000ll + 42'250'999);
    alarm.value = alarm.peak = {152, Unit::methane};
    alarm.limit = {150, Unit::methane};
    alarm.audible = true;
    alarm.firstOut = true;
    QCOMPARE(journalText(alarm, site, Duration{0}),
             std::string("03:07:42.250 CH4 ALARM trip P1 raised -> unacknowledged 1.52 %CH4 "
                         "(limit 1.50 %CH4, peak 1.52 %CH4) #12 first-out horn"));
    alarm.source.id = 999;
    QVERIFY(journalText(alarm, site, Duration{0}).find("#999 ALARM") != std::string::npos);
    QCOMPARE(english(alarmText(alarm, site)),
             std::string("#999 over trip limit: 1.52 %CH4 (limit 1.50 %CH4)"));

    CommandEvent command;
    command.relay = k2;
    command.id = CommandId{5};
    command.kind = CommandKind::restore;
    command.stage = CommandStage::failed;
    command.origin = {operator7, "gas checked"};
    command.nodeStatus = MSN_SEC_BLOCKED;
    command.nodeDetail = MSN_IL_MIN_OFF;
    QCOMPARE(journalText(command, site, Duration{0}),
             std::string("00:00:00.000 K2 COMMAND restore failed #5 by 7 (gas checked): node's "
                         "interlock forbids it; minimum off time has not passed"));
  }

  void the_time_of_day_follows_the_offset_over_midnight() {
    const Instant late = fromMicroseconds(23 * 3'600'000'000ll);
    QCOMPARE(timeOfDayText(late, std::chrono::hours{8}), std::string("07:00:00.000"));
    QCOMPARE(timeOfDayText(late, -std::chrono::hours{24}), std::string("23:00:00.000"));
    QCOMPARE(timeOfDayText(fromMicroseconds(-1000), Duration{0}), std::string("23:59:59.999"));
  }

  void every_alarm_has_a_text_and_a_response() {
    std::set<std::string> texts;
    for (int kind = 0; kind <= static_cast<int>(AlarmKind::horn); ++kind) {
      AlarmEvent alarm;
      alarm.source = {AlarmSource::Type::system, 0};
      alarm.kind = static_cast<AlarmKind>(kind);
      texts.insert(english(alarmText(alarm, faceMine())));
      QVERIFY(!english(alarmResponse(alarm, faceMine())).empty());
      QVERIFY(!kindText(alarm.kind).empty());
    }
    QCOMPARE(texts.size(), alarmKindCount);
  }
};

QTEST_APPLESS_MAIN(TestWords)
#include "tst_words.moc"
