#include <QProcess>
#include <QStandardPaths>

#include "historian/a_mine.h"

using namespace firedamp;

class TestHistorian : public QObject {
  Q_OBJECT

  const Site site_ = aMine();
  std::unique_ptr<QTemporaryDir> directory_;
  std::filesystem::path file_;

  // What the sqlite3 shell prints for a query on the file.
  QString shell(const QString& sql) {
    QProcess process;
    process.start("sqlite3", {QString::fromStdString(file_.string()), sql});
    if (!process.waitForFinished(10000)) qFatal("no answer from the sqlite3 shell");
    return QString::fromUtf8(process.readAllStandardOutput() + process.readAllStandardError())
        .trimmed();
  }

 private slots:
  void init() {
    directory_ = std::make_unique<QTemporaryDir>();
    file_ = directory_->filePath("mine.db").toStdString();
  }

  void accounts_are_kept_as_they_are_and_people_are_journalled() {
    const User li{OperatorId{7}, "li", Role::viewer, true, "scrypt$1", at(1)};
    User promoted = li;
    promoted.role = Role::engineer;
    promoted.enabled = false;
    const PeopleEvent event{PeopleEvent::Kind::roleChanged, at(2), OperatorId{1}, "wang", "ctl",
                            li.id, li.name, {"%1 -> %2", {"viewer", "engineer"}}};
    {
      const auto historian = opened(file_, site_);
      const std::vector<Record> batch{li, promoted, Update{event}};
      QVERIFY(!historian->record(batch).fault);
    }
    const auto again = opened(file_, site_);
    const std::vector<User> users = again->lastKnown().users;
    QCOMPARE(users.size(), std::size_t{1});
    QVERIFY(users[0].id == li.id && users[0].name == "li" && users[0].role == Role::engineer);
    QVERIFY(!users[0].enabled && users[0].verifier == "scrypt$1" && users[0].changedAt == at(1));
    HistoryReader reader{file_, site_};
    const auto back = std::get<PeopleEvent>(reader.journal(0, 1).at(0).entry);
    QVERIFY(back.kind == event.kind && back.at == event.at && back.person == event.person);
    QVERIFY(back.name == "wang" && back.station == "ctl" && back.subject == li.id);
    QVERIFY(back.subjectName == "li" && back.detail == event.detail);
  }

  void what_the_rules_remember_is_the_last_record_of_each_topic_and_tag() {
    RuleRecord bypass;
    bypass.topic = RuleRecord::Topic::bypass;
    bypass.tag = "FACE";
    bypass.at = at(1);
    bypass.present = true;
    bypass.until = at(100);
    bypass.number = -7;
    bypass.origin = {OperatorId{7}, "sensor exchanged", Role::engineer, "ctl"};
    bypass.words = "CH4-01";
    RuleRecord ended = bypass, other = bypass, refusal = bypass;
    ended.at = at(2);
    ended.present = false;
    other.tag = "RETURN";
    refusal.topic = RuleRecord::Topic::refusal;
    refusal.why = {"%1 of %2", {"one", "two"}};
    {
      const auto historian = opened(file_, site_);
      const std::vector<Record> batch{Update{bypass}, Update{ended}, Update{other},
                                      Update{refusal}};
      QVERIFY(!historian->record(batch).fault);
    }
    const auto again = opened(file_, site_);
    const std::vector<RuleRecord> known = again->lastKnown().rules;
    QCOMPARE(known.size(), std::size_t{2});
    QVERIFY(known[0].tag == "FACE" && !known[0].present && known[0].at == at(2));
    QVERIFY(known[1].tag == "RETURN" && known[1].present && known[1].until == at(100));
    QVERIFY(known[1].number == -7 && known[1].words == "CH4-01");
    QVERIFY(known[1].origin.person == OperatorId{7} && known[1].origin.role == Role::engineer);
    QVERIFY(known[1].origin.station == "ctl" && known[1].origin.reason == "sensor exchanged");
    HistoryReader reader{file_, site_};
    const auto back = std::get<RuleRecord>(reader.journal(0, 1).at(0).entry);
    QVERIFY(back.topic == RuleRecord::Topic::refusal && back.why == refusal.why);
  }

  void what_was_recorded_comes_back_in_the_journal_newest_first() {
    const auto historian = opened(file_, site_);
    const AlarmEvent alarm = anAlarm(5, AlarmState::unacknowledged, 2);
    const CommandEvent command = aRefusal(9, 3);
    const std::vector<Record> batch{
        Update{anEvent(1)}, Update{alarm}, Update{command}, Update{EventsLost{NodeId{0}, at(4), 3}},
        Update{HealthReport{HealthReport::Part::horn, false, at(5), "no player"}}};
    QVERIFY(!historian->record(batch).fault);

    HistoryReader reader{file_, site_};
    const std::vector<JournalRow> rows = reader.journal(0, 100);
    QCOMPARE(rows.size(), std::size_t{5});
    const auto& horn = std::get<HealthReport>(rows[0].entry);
    QVERIFY(horn.part == HealthReport::Part::horn && !horn.ok && horn.detail == "no player");
    const auto& lost = std::get<EventsLost>(rows[1].entry);
    QVERIFY(lost.node == NodeId{0} && lost.count == 3 && lost.at == at(4));
    const auto& back = std::get<CommandEvent>(rows[2].entry);
    QVERIFY(back.unmet == command.unmet);
    QVERIFY(back.id == command.id && back.kind == command.kind && back.stage == command.stage);
    QVERIFY(back.origin.person == command.origin.person && back.origin.reason == "shift start");
    QVERIFY(back.nodeStatus == 4 && back.nodeDetail == 2 && back.expiresAt == command.expiresAt);
    QVERIFY(back.origin.role == Role::dispatcher && back.origin.station == "desktop");
    QVERIFY(back.proof == CommandProof::mac && back.times.reading == command.times.reading);
    QVERIFY(back.times.decided == command.times.decided && back.times.sent == command.times.sent);
    QVERIFY(back.times.acknowledged == command.times.acknowledged);
    QVERIFY(back.times.fedBack == Instant{});
    const auto& raised = std::get<AlarmEvent>(rows[3].entry);
    QVERIFY(raised.id == alarm.id && raised.source == alarm.source && raised.kind == alarm.kind);
    QVERIFY(raised.priority == alarm.priority && raised.state == alarm.state);
    QVERIFY(raised.at == alarm.at && raised.raisedAt == alarm.raisedAt);
    QVERIFY(raised.value == alarm.value && raised.limit == alarm.limit);
    QVERIFY(raised.peak == alarm.peak && raised.by == alarm.by);
    QVERIFY(raised.firstOut && raised.audible);
    const auto& event = std::get<NodeEvent>(rows[4].entry);
    QVERIFY(event.bootId == 7 && event.seq == 1 && event.uptime_ms == 1000 && event.code == 0x42);
    QVERIFY(event.channel == 1 && event.value == 105 && event.at == at(1));
  }

  void the_journal_is_paged_by_its_key_without_gap_or_repetition() {
    const auto historian = opened(file_, site_);
    std::vector<Record> batch;
    for (std::uint16_t seq = 1; seq <= 25; ++seq) batch.emplace_back(Update{anEvent(seq)});
    QVERIFY(!historian->record(batch).fault);
    HistoryReader reader{file_, site_};
    std::vector<int> seen;
    std::int64_t before = 0;
    for (int page = 0; page < 10; ++page) {
      const auto rows = reader.journal(before, 10);
      if (rows.empty()) break;
      for (const JournalRow& row : rows) seen.push_back(std::get<NodeEvent>(row.entry).seq);
      before = rows.back().seq;
    }
    QCOMPARE(seen.size(), std::size_t{25});
    for (std::size_t i = 0; i < seen.size(); ++i) QCOMPARE(seen[i], 25 - static_cast<int>(i));
  }

  void an_event_delivered_twice_is_stored_once_and_acknowledged_twice() {
    const auto historian = opened(file_, site_);
    const std::vector<Record> batch{Update{anEvent(3)}, Update{anEvent(4)}};
    for (int delivery = 0; delivery < 2; ++delivery) {
      const Recorded recorded = historian->record(batch);
      QVERIFY(!recorded.fault);
      QCOMPARE(recorded.events.size(), std::size_t{1});
      QCOMPARE(recorded.events[0].seq, std::uint16_t{4});
      QCOMPARE(recorded.events[0].bootId, std::uint16_t{7});
    }
    QCOMPARE(HistoryReader(file_, site_).journal(0, 10).size(), std::size_t{2});
  }

  void the_same_sequence_number_of_another_boot_or_turn_is_another_event() {
    const auto historian = opened(file_, site_);
    NodeEvent afterWrap = anEvent(1);
    afterWrap.uptime_ms += 65536 * 1000;
    const std::vector<Record> batch{Update{anEvent(1)}, Update{anEvent(1, 8)}, Update{afterWrap},
                                    Update{anEvent(1, 7, 1)}};
    QVERIFY(!historian->record(batch).fault);
    QCOMPARE(HistoryReader(file_, site_).journal(0, 10).size(), std::size_t{4});
  }

  void the_next_run_learns_where_the_last_one_ended() {
    {
      const auto historian = opened(file_, site_);
      const std::vector<Record> batch{
          Update{anEvent(1)},
          Update{anEvent(2)},
          Update{anEvent(9, 3, 1)},
          Update{anAlarm(5, AlarmState::unacknowledged, 2)},
          Update{anAlarm(6, AlarmState::unacknowledged, 2)},
          Update{anAlarm(5, AlarmState::acknowledged, 3)},
          Update{anAlarm(6, AlarmState::returned, 3)},
          Update{anAlarm(7, AlarmState::unacknowledged, 4)},
          Update{anAlarm(7, AlarmState::normal, 5)},
          Update{aRefusal(11, 6)}};
      QVERIFY(!historian->record(batch).fault);
    }
    const auto historian = opened(file_, site_);
    const LastKnown known = historian->lastKnown();
    QVERIFY(!known.fault);
    QCOMPARE(known.lastAlarm, 7u);
    QCOMPARE(known.lastCommand, 11u);
    QCOMPARE(known.standing.size(), std::size_t{2});
    QCOMPARE(known.standing[0].id, AlarmId{5});
    QVERIFY(known.standing[0].state == AlarmState::acknowledged);
    QVERIFY(known.standing[1].state == AlarmState::returned);
    QCOMPARE(known.events.size(), std::size_t{2});
    QVERIFY(known.events[0].node == NodeId{0} && known.events[0].seq == 2);
    QVERIFY(known.events[0].uptime_ms == 2000 && known.events[0].at == at(2));
    QVERIFY(known.events[1].node == NodeId{1} && known.events[1].bootId == 3);
  }

  void an_empty_database_knows_nothing() {
    const LastKnown known = opened(file_, site_)->lastKnown();
    QVERIFY(!known.fault && known.events.empty() && known.standing.empty());
    QCOMPARE(known.lastAlarm, 0u);
  }

  void history_follows_the_tag_when_the_site_is_reordered() {
    {
      const auto historian = opened(file_, site_);
      const std::vector<Record> batch{Update{aSample(1, 50)}, Update{anEvent(1)},
                                      Update{anAlarm(1, AlarmState::unacknowledged, 1)}};
      QVERIFY(!historian->record(batch).fault);
    }
    Site edited = site_;
    std::swap(edited.points[0], edited.points[1]);
    std::swap(edited.nodes[0], edited.nodes[1]);
    const auto historian = opened(file_, edited);
    const LastKnown known = historian->lastKnown();
    QCOMPARE(known.events.at(0).node, NodeId{1});
    QCOMPARE(known.standing.at(0).source.id, 1u);
    HistoryReader reader{file_, edited};
    QVERIFY(reader.trend(PointId{0}, at(0), at(2), 1).at(0).empty);
    QCOMPARE(reader.trend(PointId{1}, at(0), at(2), 1).at(0).last, 50);
  }

  void a_point_whose_unit_changes_starts_a_new_history() {
    {
      const std::vector<Record> batch{Update{aSample(1, 50)}};
      QVERIFY(!opened(file_, site_)->record(batch).fault);
    }
    Site edited = site_;
    edited.points[0].unit = Unit::flow;
    const auto historian = opened(file_, edited);
    HistoryReader reader{file_, edited};
    QVERIFY(reader.trend(PointId{0}, at(0), at(2), 1).at(0).empty);
  }

  void things_that_left_the_site_are_left_out_of_journal_and_standing_alarms() {
    {
      const std::vector<Record> batch{Update{anAlarm(1, AlarmState::unacknowledged, 1)},
                                      Update{anEvent(1)}, Update{aRefusal(1, 2)}};
      QVERIFY(!opened(file_, site_)->record(batch).fault);
    }
    Site edited = site_;
    edited.points[0].tag = edited.nodes[0].tag = "CH4-09";
    const auto historian = opened(file_, edited);
    QVERIFY(historian->lastKnown().standing.empty());
    QCOMPARE(historian->lastKnown().lastAlarm, 1u);
    QCOMPARE(HistoryReader(file_, edited).journal(0, 10).size(), std::size_t{1});
  }

  void a_record_of_something_that_the_site_has_not_is_refused_alone() {
    const auto historian = opened(file_, site_);
    CommandEvent strange = aRefusal(1, 1);
    strange.relay = RelayId{77};
    const std::vector<Record> batch{Update{aSample(1, 50, 0, 99)}, Update{strange},
                                    Update{aSample(1, 50)}};
    const Recorded recorded = historian->record(batch);
    QVERIFY(!recorded.fault);
    QCOMPARE(recorded.refused, std::uint64_t{2});
    HistoryReader reader{file_, site_};
    QCOMPARE(reader.trend(PointId{0}, at(0), at(2), 1).at(0).last, 50);
    QVERIFY(reader.journal(0, 10).empty());
  }

  void states_are_stored_when_they_change_not_when_they_are_polled() {
    const auto historian = opened(file_, site_);
    RelayReport relay;
    relay.known = true;
    std::vector<Record> batch;
    for (int poll = 0; poll < 10; ++poll) {
      relay.at = at(poll);
      relay.feedback = poll >= 6;
      batch.emplace_back(Update{relay});
    }
    QVERIFY(!historian->record(batch).fault);
    if (QStandardPaths::findExecutable("sqlite3").isEmpty()) QSKIP("no sqlite3 shell installed");
    QCOMPARE(shell("SELECT count(*), sum(feedback) FROM relay_state"), QString("2|1"));
  }

  void the_sqlite3_shell_reads_every_view_while_the_historian_records() {
    if (QStandardPaths::findExecutable("sqlite3").isEmpty()) QSKIP("no sqlite3 shell installed");
    const auto historian = opened(file_, site_);
    const auto record = [&](int round) {
      const std::vector<Record> batch{Update{aSample(round, 162)},
                                      Update{anEvent(static_cast<std::uint16_t>(round))},
                                      Update{anAlarm(1, AlarmState::unacknowledged, round)},
                                      Update{aRefusal(1, round)}, aFrame(round, {1, 2})};
      QVERIFY(!historian->record(batch).fault);
    };
    for (int round = 1; round <= 3; ++round) {
      record(round);
      QCOMPARE(shell("SELECT count(*) FROM node_event_view"), QString::number(round));
    }
    QCOMPARE(shell("SELECT * FROM alarm_view LIMIT 1"),
             QString("3|2023-11-14 22:13:21.000|1|CH4-01|trip|1|unacknowledged|1.62|1.5|%CH4|"
                     "12|1|raised||0|0|"));
    QCOMPARE(shell("SELECT * FROM command_view LIMIT 1"),
             QString("4|2023-11-14 22:13:21.000|1|restore|RLY-01|refused|12|shift start|4|2|"
                     "CH4-01 is at 1.20 %CH4, expected below 1.00 %CH4; no air|"
                     "dispatcher|desktop|mac|1000|1000|1000|"));
    QCOMPARE(shell("SELECT * FROM node_event_view LIMIT 1"),
             QString("2|2023-11-14 22:13:21.000|0|CH4-01|7|1|1000|0x42|1|105"));
    QCOMPARE(shell("SELECT count(*) FROM relay_view"), QString("0"));
  }
};

QTEST_GUILESS_MAIN(TestHistorian)
#include "tst_historian.moc"
