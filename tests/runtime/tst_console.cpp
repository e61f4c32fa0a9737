// Lines in and lines out of a headless engine.
#include <QTest>

#include "runtime/console_view.h"
#include "runtime/operator_line.h"

using namespace firedamp;
using namespace std::chrono_literals;

namespace {

Site twoRelays() {
  Site site;
  site.tag = "MINE";
  site.points.resize(1);
  site.points[0].tag = "CH4-01";
  site.nodes.resize(1);
  RelaySite relay;
  relay.tag = "RLY-01";
  site.relays.push_back(relay);
  relay.tag = "RLY-02";
  site.relays.push_back(relay);
  return site;
}

template <typename Kind>
Kind requestOf(const char* line, std::uint32_t person = 7) {
  static const Site site = twoRelays();
  const OperatorLine read = readOperatorLine(line, site, OperatorId{person});
  const auto* request = std::get_if<Request>(&read);
  if (request == nullptr || !std::holds_alternative<Kind>(*request)) {
    qFatal("\"%s\" is no such request", line);
  }
  return std::get<Kind>(*request);
}

std::string mistakeOf(const char* line, std::uint32_t person = 7) {
  static const Site site = twoRelays();
  const OperatorLine read = readOperatorLine(line, site, OperatorId{person});
  const auto* phrase = std::get_if<Phrase>(&read);
  return phrase == nullptr ? "no mistake" : english(*phrase);
}

template <typename Kind>
bool reads(const char* line) {
  static const Site site = twoRelays();
  return std::holds_alternative<Kind>(readOperatorLine(line, site, OperatorId{0}));
}

Sample valueAt(std::int32_t value, Duration at, std::uint16_t quality = 0) {
  return {PointId{0}, Instant{at}, value, {quality}, false};
}

}  // namespace

class TestConsole : public QObject {
  Q_OBJECT

 private slots:
  void requests_are_read_with_their_person_and_reason() {
    const auto trip = requestOf<TripRequest>("trip RLY-02 fan is off\r");
    QCOMPARE(trip.relay.value, 1u);
    QCOMPARE(trip.origin.person.value, 7u);
    QCOMPARE(trip.origin.reason, std::string{"fan is off"});
    QCOMPARE(requestOf<TripRequest>("  trip\tRLY-01  ", 0).origin.reason, std::string{"operator"});
    QCOMPARE(requestOf<RestoreRequest>("restore RLY-01 gas gone").relay.value, 0u);
    QCOMPARE(requestOf<ConfirmRequest>("confirm #12").command.value, 12u);
    QCOMPARE(requestOf<CancelRequest>("cancel 12").command.value, 12u);
    QCOMPARE(requestOf<AcknowledgeRequest>("ack 4294967295").alarm.value, 4294967295u);
    QCOMPARE(requestOf<SilenceRequest>("silence").person.value, 7u);
    QCOMPARE(requestOf<ResetAlarmRequest>("reset #5").alarm.value, 5u);
    const auto shelve = requestOf<ShelveRequest>("shelve RLY-02 feed-missing 20 cable work");
    QVERIFY((shelve.condition == AlarmKey{{AlarmSource::Type::relay, 1}, AlarmKind::feedMissing}));
    QVERIFY(shelve.limit == std::chrono::minutes{20} && shelve.origin.reason == "cable work");
    QVERIFY(requestOf<ReturnAlarmRequest>("unshelve RLY-02 feed-missing").condition ==
            shelve.condition);
  }

  void what_is_for_the_console_itself_is_no_request() {
    QVERIFY(reads<AcknowledgeAll>("ack all"));
    QVERIFY(reads<ShowStatus>("status"));
    QVERIFY(reads<ShowHelp>("help"));
    QVERIFY(reads<Quit>("quit"));
    QVERIFY(reads<std::monostate>("  \t "));
  }

  void a_mistake_says_what_was_expected() {
    QCOMPARE(mistakeOf("explode"), std::string{"unknown request \"explode\"; try help"});
    QCOMPARE(mistakeOf("trip RLY-9"), std::string{"no relay has the tag \"RLY-9\""});
    QCOMPARE(mistakeOf("trip"), std::string{"no relay has the tag \"\""});
    QVERIFY(mistakeOf("ack 12x") != "no mistake");
    QVERIFY(mistakeOf("ack 4294967296") != "no mistake");
    QVERIFY(mistakeOf("ack -1") != "no mistake");
    QVERIFY(mistakeOf("confirm") != "no mistake");
    QVERIFY(mistakeOf("reset") != "no mistake");
    QVERIFY(mistakeOf("shelve NOBODY alarm 5 x") != "no mistake");
    QVERIFY(mistakeOf("shelve RLY-02 sorrow 5 x") != "no mistake");
    QVERIFY(mistakeOf("shelve RLY-02 feed-missing soon x") != "no mistake");
    QCOMPARE(mistakeOf("restore RLY-01"), std::string{"restore: a reason is needed"});
  }

  void nobody_may_make_safe_but_not_switch_on() {
    QVERIFY(QString::fromStdString(mistakeOf("restore RLY-01 x", 0)).contains("no operator"));
    QCOMPARE(requestOf<TripRequest>("trip RLY-01", 0).origin.person.value, 0u);
  }

  void a_value_is_printed_on_change_but_not_too_often_and_now_and_then_anyway() {
    const Site site = twoRelays();
    ConsoleView view{site, {}};
    QVERIFY(view.accept(valueAt(100, 0s)).has_value());
    QVERIFY(!view.accept(valueAt(101, 1999ms)).has_value());
    const auto line = view.accept(valueAt(102, 2s));
    QVERIFY(line.has_value());
    QVERIFY2(QString::fromStdString(*line).contains("1.02 %CH4"), line->c_str());
    QVERIFY(!view.accept(valueAt(102, 31999ms)).has_value());
    QVERIFY(view.accept(valueAt(102, 32s)).has_value());
    QVERIFY(view.accept(valueAt(102, 32001ms, Quality::commLost)).has_value());
  }

  void a_quiet_console_prints_no_values_but_shows_them_when_asked() {
    const Site site = twoRelays();
    ConsoleView view{site, {false, 0s}};
    QVERIFY(!view.accept(valueAt(150, 1s)).has_value());
    const auto lines = view.status();
    QCOMPARE(lines.size(), 2u);
    QVERIFY(QString::fromStdString(lines[0]).contains("CH4-01 = 1.50 %CH4"));
  }

  void a_report_is_printed_when_its_state_changes_not_when_its_counters_do() {
    const Site site = twoRelays();
    ConsoleView view{site, {}};
    NodeReport node;
    QVERIFY(view.accept(node).has_value());
    node.uptime_ms = 1000;
    QVERIFY(!view.accept(node).has_value());
    node.state = NodeState::running;
    QVERIFY(view.accept(node).has_value());
  }

  void a_rising_peak_is_not_printed_but_never_hides_that_an_alarm_was_raised() {
    const Site site = twoRelays();
    ConsoleView view{site, {}};
    AlarmEvent alarm;
    alarm.state = AlarmState::unacknowledged;
    alarm.change = AlarmChange::peak;
    QVERIFY(view.accept(alarm).has_value());
    QVERIFY(!view.accept(alarm).has_value());
    alarm.state = AlarmState::acknowledged;
    QVERIFY(view.accept(alarm).has_value());
  }

  void unacknowledged_alarms_are_those_that_wait_for_a_person() {
    const Site site = twoRelays();
    ConsoleView view{site, {}};
    AlarmEvent alarm;
    alarm.source = {AlarmSource::Type::point, 0};
    const std::vector<AlarmState> states{AlarmState::unacknowledged, AlarmState::acknowledged,
                                         AlarmState::returned, AlarmState::normal};
    for (const AlarmState state : states) {
      alarm.state = state;
      ++alarm.id.value;
      QVERIFY(view.accept(alarm).has_value());
    }
    const std::vector<AlarmId> waiting{AlarmId{1}, AlarmId{3}};
    QVERIFY(view.unacknowledged() == waiting);
    QCOMPARE(view.status().back(), std::string{"3 alarms stand, 2 unacknowledged"});
  }
};

QTEST_APPLESS_MAIN(TestConsole)
#include "tst_console.moc"
