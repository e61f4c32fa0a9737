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

std::string lineOf(int code, std::int16_t value = 0, std::uint8_t channel = 0) {
  NodeEvent event;
  event.code = static_cast<std::uint8_t>(code);
  event.value = value;
  event.channel = channel;
  return english(nodeEventText(event, faceMine()));
}

}  // namespace

class TestWords : public QObject {
  Q_OBJECT

 private slots:
  void every_number_of_the_wire_has_its_own_words() {
    QCOMPARE(onlyInterlock(MSN_IL_LOCAL), std::string("switch at the node stands on local"));
    QCOMPARE(onlyInterlock(MSN_IL_MIN_OFF), std::string("minimum off time has not passed"));
    QCOMPARE(onlyInterlock(MSN_IL_MUTEX), std::string("the opposite relay is on"));
    QCOMPARE(onlyInterlock(MSN_IL_FAULT), std::string("node reports a fault"));
    QCOMPARE(onlyInterlock(MSN_IL_CALIBRATION), std::string("node is being calibrated"));
    QVERIFY(onlyInterlock(MSN_IL_INPUT).find("gas is not below reset") != std::string::npos);
    QVERIFY(onlyInterlock(MSN_IL_FB_MISMATCH).find("feedback") != std::string::npos);
    QVERIFY(onlyInterlock(MSN_IL_SUP_LATCH).find("supervisor") != std::string::npos);
    QCOMPARE(interlockTexts(0xFFFF).size(), std::size_t{9});
    QVERIFY(interlockTexts(0).empty());
    for (std::uint16_t status = MSN_SEC_OK; status <= MSN_SEC_WRONG_MODE; ++status) {
      QVERIFY(english(nodeAnswerText(status)).find("node answered") == std::string::npos);
    }
    QCOMPARE(english(nodeAnswerText(MSN_SEC_ALREADY)), std::string("already so"));
    QCOMPARE(english(nodeAnswerText(77)), std::string("node answered 77"));
    QCOMPARE(english(tripCauseText(MSN_CAUSE_GAS)), std::string("gas"));
    QCOMPARE(english(tripCauseText(MSN_CAUSE_LOCAL)), std::string("local hand"));
    QCOMPARE(english(tripCauseText(99)), std::string("cause 99"));
  }

  void node_events_are_told_with_their_reading() {
    QCOMPARE(lineOf(MSN_EV_CUTOFF_ON, 152), std::string("N1 cut-off on at 1.52 %CH4"));
    QCOMPARE(lineOf(MSN_EV_ALARM_OFF, 89), std::string("N1 alarm off at 0.89 %CH4"));
    QCOMPARE(lineOf(MSN_EV_BOOT, 1), std::string("N1 started, reset cause 1"));
    QCOMPARE(lineOf(MSN_EV_SUP_LOST), std::string("N1 lost its supervisor"));
    QCOMPARE(lineOf(0x99, -3), std::string("N1 event 153, value -3"));
  }

  void a_line_of_the_journal() {
    const Site site = faceMine();
    AlarmEvent alarm;
    alarm.id = AlarmId{12};
    alarm.source = {AlarmSource::Type::point, 0};
    alarm.kind = AlarmKind::trip;
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
    for (int kind = 0; kind <= static_cast<int>(AlarmKind::feedMissing); ++kind) {
      AlarmEvent alarm;
      alarm.source = {AlarmSource::Type::system, 0};
      alarm.kind = static_cast<AlarmKind>(kind);
      texts.insert(english(alarmText(alarm, faceMine())));
      QVERIFY(!english(alarmResponse(alarm, faceMine())).empty());
      QVERIFY(!kindText(alarm.kind).empty());
    }
    QCOMPARE(texts.size(), static_cast<std::size_t>(AlarmKind::feedMissing) + 1);
  }
};

QTEST_APPLESS_MAIN(TestWords)
#include "tst_words.moc"
