// What the alarms need of the recording: every field comes back, and so do open accounts.
#include "historian/a_mine.h"
#include "historian/history_reader.h"

using namespace firedamp;

namespace {

AlarmEvent shelved() {
  AlarmEvent alarm = anAlarm(9, AlarmState::shelved, 5);
  alarm.kind = AlarmKind::high;
  alarm.change = AlarmChange::inhibited;
  alarm.active = alarm.owed = alarm.holds = true;
  alarm.comment = "sensor is being moved; \"P-17\" 移动";
  alarm.until = at(1800);
  alarm.cause = AlarmId{4};
  alarm.marks = NuisanceMark::chattering | NuisanceMark::stale;
  alarm.grade = 3;
  alarm.shelvings = 2;
  return alarm;
}

AlarmDisposition account(std::uint32_t alarm, double seconds, bool closed) {
  return {AlarmId{alarm}, {AlarmSource::Type::point, 0}, AlarmKind::highHigh, at(1), at(seconds),
          OperatorId{12}, "dispatch 调度", "fan off", closed ? "fan on" : "", closed};
}

bool same(const AlarmEvent& a, const AlarmEvent& b) {
  return a.id == b.id && a.source == b.source && a.kind == b.kind && a.state == b.state &&
         a.change == b.change && a.at == b.at && a.active == b.active && a.owed == b.owed &&
         a.holds == b.holds && a.comment == b.comment && a.until == b.until &&
         a.cause == b.cause && a.marks == b.marks && a.grade == b.grade &&
         a.shelvings == b.shelvings && a.by == b.by;
}

}  // namespace

class TestHistorianAlarms : public QObject {
  Q_OBJECT

  const Site site_ = aMine();
  QTemporaryDir directory_;

  std::filesystem::path path(const char* name) const {
    return directory_.filePath(name).toStdString();
  }

 private slots:
  void every_field_of_an_alarm_comes_back_for_the_next_start_and_in_the_journal() {
    const auto file = path("fields.db");
    const std::vector<Record> batch{Update{shelved()}};
    {
      const auto historian = opened(file, site_);
      QVERIFY(!historian->record(batch).fault);
    }
    const auto historian = opened(file, site_);
    const LastKnown known = historian->lastKnown();
    QVERIFY(!known.fault);
    QCOMPARE(known.standing.size(), std::size_t{1});
    QVERIFY(same(known.standing[0], shelved()));
    HistoryReader reader{file, site_};
    const auto rows = reader.journal(0, 10);
    QCOMPARE(rows.size(), std::size_t{1});
    QVERIFY(same(std::get<AlarmEvent>(rows[0].entry), shelved()));
  }

  void every_kind_state_and_change_has_its_own_word() {
    const auto file = path("words.db");
    const auto historian = opened(file, site_);
    std::vector<Record> batch;
    std::uint32_t id = 0;
    const auto add = [&](AlarmKind kind, AlarmState state, AlarmChange change) {
      ++id;
      AlarmEvent alarm = anAlarm(id, state, id);
      alarm.kind = kind;
      alarm.change = change;
      batch.push_back(Update{alarm});
    };
    for (std::size_t i = 0; i < alarmKindCount; ++i) {
      add(static_cast<AlarmKind>(i), AlarmState::acknowledged, AlarmChange::acknowledged);
    }
    for (std::size_t i = 1; i < alarmStateCount; ++i) {
      add(AlarmKind::high, static_cast<AlarmState>(i), AlarmChange::restored);
    }
    for (std::size_t i = 0; i < alarmChangeCount; ++i) {
      add(AlarmKind::high, AlarmState::acknowledged, static_cast<AlarmChange>(i));
    }
    QVERIFY(!historian->record(batch).fault);
    const LastKnown known = historian->lastKnown();
    QCOMPARE(known.standing.size(), batch.size());
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const auto& wanted = std::get<AlarmEvent>(std::get<Update>(batch[i]));
      QVERIFY(known.standing[i].kind == wanted.kind);
      QVERIFY(known.standing[i].state == wanted.state);
      QVERIFY(known.standing[i].change == wanted.change);
    }
  }

  void open_accounts_come_back_and_closed_ones_do_not() {
    const auto historian = opened(path("accounts.db"), site_);
    const std::vector<Record> batch{Update{account(1, 2, false)}, Update{account(2, 3, false)},
                                    Update{account(1, 4, true)}};
    QVERIFY(!historian->record(batch).fault);
    const LastKnown known = historian->lastKnown();
    QCOMPARE(known.dispositions.size(), std::size_t{1});
    QVERIFY(known.dispositions[0].alarm == AlarmId{2});
    QVERIFY(known.dispositions[0].told == "dispatch 调度" && !known.dispositions[0].closed);
  }

  void refusals_and_floods_stand_in_the_journal() {
    const auto file = path("refusals.db");
    const auto historian = opened(file, site_);
    AlarmRefusal refusal;
    refusal.asked = AlarmRefusal::Asked::shelve;
    refusal.source = {AlarmSource::Type::point, 0};
    refusal.kind = AlarmKind::highHigh;
    refusal.at = at(3);
    refusal.origin.person = OperatorId{12};
    refusal.origin.reason = "noise";
    refusal.why = {"a time limit is needed, at most %1 min", {"30"}};
    const std::vector<Record> batch{Update{refusal}, Update{AlarmFlood{true, at(4), 11}}};
    QVERIFY(!historian->record(batch).fault);
    HistoryReader reader{file, site_};
    const auto rows = reader.journal(0, 10);
    QCOMPARE(rows.size(), std::size_t{2});
    const auto& flood = std::get<AlarmFlood>(rows[0].entry);
    QVERIFY(flood.on && flood.annunciated == 11 && flood.at == at(4));
    const auto& told = std::get<AlarmRefusal>(rows[1].entry);
    QVERIFY(told.asked == refusal.asked && told.kind == refusal.kind && told.why == refusal.why);
    QVERIFY(told.origin.person == OperatorId{12} && told.origin.reason == "noise");
  }
};

QTEST_APPLESS_MAIN(TestHistorianAlarms)
#include "tst_historian_alarms.moc"
