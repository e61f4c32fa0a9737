// What entered the engine comes back as it was, in a ring that stays within its bounds.
#include <random>

#include "historian/a_mine.h"
#include "historian/input_codec.h"
#include "historian/input_reader.h"
#include "historian/input_store.h"
#include "historian/journal_lines.h"
#include "series/chunk.h"
#include "support/seed.h"

using namespace firedamp;

namespace {

const Origin somebody{OperatorId{12}, "shift start", Role::dispatcher, "desktop", 77};
const AlarmKey condition{{AlarmSource::Type::relay, 3}, AlarmKind::feedAbnormal};

std::vector<Request> everyRequest() {
  return {TripRequest{RelayId{1}, somebody},
          RestoreRequest{RelayId{2}, somebody},
          ConfirmRequest{CommandId{3}, somebody},
          CancelRequest{CommandId{4}, somebody},
          NodeRequest{CommandKind::mode, NodeId{5}, 0x0105, somebody},
          AcknowledgeRequest{AlarmId{6}, OperatorId{7}, "gesehen"},
          SilenceRequest{OperatorId{8}},
          AreaTripRequest{AreaId{9}, somebody},
          ScopeTripRequest{ScopeId{10}, somebody},
          BypassRequest{InterlockId{11}, PointId{12}, BypassClass::startUp, "P-1",
                        std::chrono::hours{1}, somebody},
          EndBypassRequest{InterlockId{13}, somebody},
          PeopleCheckRequest{ScopeId{14}, somebody},
          RecordTestRequest{RuleRecord::Topic::bumpTest, "CH4-01", true, somebody},
          LockTestRequest{InterlockId{15}, somebody},
          UnlockFansRequest{FanGroupId{16}, somebody},
          ResetAlarmRequest{AlarmId{17}, somebody},
          ShelveRequest{condition, std::chrono::minutes{30}, somebody},
          OutOfServiceRequest{condition, "P-2", std::chrono::hours{8}, somebody},
          ReturnAlarmRequest{condition, somebody},
          DispositionRequest{AlarmId{18}, "all", "gas", "aired", true, somebody}};
}

EngineStarted aStart() {
  RuleRecord rule{RuleRecord::Topic::bypass, "CH4-01", at(5), true, at(500), -3, somebody, "P-1",
                  {"%1 is at %2", {"CH4-01", "1.20 %CH4"}}};
  AlarmEvent alarm = anAlarm(4, AlarmState::shelved, 8);
  alarm.comment = "calibration";
  alarm.until = at(900);
  alarm.marks = NuisanceMark::stale;
  AlarmDisposition account{AlarmId{4}, alarm.source, alarm.kind, at(1), at(2), OperatorId{3},
                           "told", "cause", "action", true};
  Restored restored{{{NodeId{1}, 7, 8, 9, at(3)}}, {alarm}, {account}, 41, 42, {rule}};
  return {restored, "0123456789abcdef", 1234, true};
}

// Numbers from 1 on; every kind at least once.
std::vector<EngineInput> everyInput() {
  std::vector<EngineInput> inputs{{at(1), 1, aStart()}};
  const auto add = [&inputs](const auto& what) {
    inputs.push_back({at(double(inputs.size())), inputs.back().number + 1, what});
  };
  add(WireEvent{LinkId{0}, at(1), WireEvent::Kind::up, {}, ""});
  add(WireEvent{LinkId{0}, at(2), WireEvent::Kind::sent, {1, 0xFF, 0}, ""});
  add(WireEvent{LinkId{0}, at(2), WireEvent::Kind::down, {}, "拔掉"});
  for (const Request& request : everyRequest()) add(request);
  add(StoredEvent{NodeId{1}, 65535, 2, 4'000'000'000, at(4)});
  add(HealthReport{HealthReport::Part::horn, true, at(5), "no player"});
  inputs.back().number += 1000;  // some were shed before
  add(EngineStopped{});
  return inputs;
}

std::vector<const EngineInput*> placesOf(const std::vector<EngineInput>& inputs) {
  std::vector<const EngineInput*> places;
  for (const EngineInput& input : inputs) places.push_back(&input);
  return places;
}

Bytes encoded(const std::vector<EngineInput>& inputs) { return encodeInputs(placesOf(inputs)); }

std::vector<EngineInput> decoded(const Bytes& bytes, bool* good = nullptr) {
  std::vector<EngineInput> inputs;
  const bool whole = decodeInputs(bytes, [&](EngineInput&& input) {
    inputs.push_back(std::move(input));
    return true;
  });
  if (good != nullptr) *good = whole;
  return inputs;
}

std::vector<EngineInput> frames(int from, int to) {
  std::vector<EngineInput> inputs;
  for (int i = from; i < to; ++i) {
    inputs.push_back(aFrame(i, std::vector<std::uint8_t>(100, std::uint8_t(i))));
  }
  return inputs;
}

}  // namespace

class TestInputs : public QObject {
  Q_OBJECT

  const Site site_ = aMine();

 private slots:
  // Encoding what was decoded gives the same bytes, and what tells members apart is compared.
  void every_kind_of_input_comes_back() {
    const auto inputs = everyInput();
    const Bytes bytes = encoded(inputs);
    bool good = false;
    const auto back = decoded(bytes, &good);
    QVERIFY(good);
    QCOMPARE(back.size(), inputs.size());
    QVERIFY(encoded(back) == bytes);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      QCOMPARE(back[i].number, inputs[i].number);
      QVERIFY(back[i].at == inputs[i].at);
      QCOMPARE(back[i].what.index(), inputs[i].what.index());
    }
    const auto& start = std::get<EngineStarted>(back[0].what);
    QCOMPARE(start.configuration, std::string{"0123456789abcdef"});
    QCOMPARE(start.journalRows, std::int64_t{1234});
    QVERIFY(start.siteKey && start.restored.standing.at(0).until == at(900));
    QCOMPARE(english(start.restored.rules.at(0).why), std::string{"CH4-01 is at 1.20 %CH4"});
    const auto& bypass = std::get<BypassRequest>(std::get<Request>(back[13].what));
    QVERIFY(bypass.point == PointId{12} && bypass.lasting == std::chrono::hours{1});
    QCOMPARE(bypass.origin.ticket, std::uint64_t{77});
    QCOMPARE(std::get<WireEvent>(back[3].what).text, std::string{"拔掉"});
  }

  void damaged_bytes_are_refused_and_never_more_than_they_hold() {
    const Bytes bytes = encoded(everyInput());
    std::mt19937 random{test::seedOfRun()};
    bool good = true;
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      decoded(Bytes(bytes.begin(), bytes.begin() + std::ptrdiff_t(size)), &good);
      QVERIFY(!good);
    }
    for (int round = 0; round < 20000; ++round) {
      Bytes bad = bytes;
      bad.resize(bad.size() - 4);
      const int changes = 1 + int(random() % 3);
      for (int i = 0; i < changes; ++i) bad[random() % bad.size()] = std::uint8_t(random());
      decoded(withChecksum(bad));  // whatever it says: no crash, no flood
      bad.insert(bad.end(), 4, 0);
      decoded(bad, &good);
      QVERIFY(!good);
    }
  }

  void a_run_comes_back_in_order_and_what_is_handed_in_twice_is_there_once() {
    const QTemporaryDir directory;
    const auto inputs = everyInput();
    {
      InputStore store{directory.path().toStdString(), site_, {}};
      const auto places = placesOf(inputs);
      const std::span all{places};
      QVERIFY(!store.record(all.first(10)));
      QVERIFY(!store.record(all.subspan(5)));
      QVERIFY(!store.record(all.subspan(20)));
    }
    InputReader reader{directory.path().toStdString()};
    const auto runs = reader.runs();
    QCOMPARE(runs.size(), std::size_t{1});
    QVERIFY(runs[0].at == at(1) && runs[0].siteKey);
    QCOMPARE(runs[0].configuration, std::string{"0123456789abcdef"});
    QCOMPARE(runs[0].journalRows, std::int64_t{1234});
    std::vector<EngineInput> back;
    QVERIFY(reader.read(runs[0].id, [&](EngineInput&& input) {
      back.push_back(std::move(input));
      return true;
    }));
    QVERIFY(encoded(back) == encoded(inputs));
    QCOMPARE(reader.frames("bus", LinkId{0}, at(0), at(1e6), 100).size(), std::size_t{3});
    QCOMPARE(reader.frames("bus", LinkId{0}, at(2), at(2), 100).size(), std::size_t{2});
    QCOMPARE(reader.frames("other", LinkId{0}, at(0), at(1e6), 100).size(), std::size_t{0});
  }

  void the_ring_stays_within_its_size_and_its_age() {
    const QTemporaryDir directory;
    const auto path = directory.path().toStdString();
    InputStore store{path, site_, {20'000, std::chrono::hours{24}}};
    for (int i = 0; i < 100; ++i) {
      const auto some = frames(i * 10, i * 10 + 10);
      QVERIFY(!store.record(placesOf(some)));
    }
    const auto kept = InputReader{path}.frames("bus", LinkId{0}, at(-1), at(1e6), 10000);
    QVERIFY(kept.size() > 100 && kept.size() < 200);
    QVERIFY(kept.back().at == at(999));  // the oldest went
    const auto late = frames(1'000'000, 1'000'001);
    QVERIFY(!store.record(placesOf(late)));
    QCOMPARE(InputReader{path}.frames("bus", LinkId{0}, at(-1), at(1e7), 10000).size(),
             std::size_t{1});
  }

  void a_run_whose_file_was_moved_goes_on_in_a_new_one_without_its_beginning() {
    const QTemporaryDir directory;
    const std::filesystem::path path = directory.path().toStdString();
    InputStore store{path, site_, {}};
    const auto inputs = everyInput();
    const auto places = placesOf(inputs);
    QVERIFY(!store.record(std::span{places}.first(5)));
    std::filesystem::rename(inputPath(path), path / "away.db");
    for (const char* part : {"-wal", "-shm"}) {
      std::filesystem::remove(inputPath(path).string() + part);
    }
    QVERIFY(!store.record(std::span{places}.subspan(5)));
    const auto runs = InputReader{path}.runs();
    QCOMPARE(runs.size(), std::size_t{1});
    QVERIFY(runs[0].configuration.empty());
    std::uint64_t first = 0;
    InputReader{path}.read(runs[0].id, [&](EngineInput&& input) {
      first = input.number;
      return false;
    });
    QCOMPARE(first, std::uint64_t{6});
  }

  void a_configuration_is_a_row_of_the_journal_when_it_is_another_one() {
    const QTemporaryDir directory;
    const std::filesystem::path path = directory.path().toStdString();
    const auto historian = opened(path / "mine.db", site_);
    const Configuration one{"aaaa", {{"rules/cn.toml", "x = 1\n"}, {"site.toml", "甲\n"}}, at(1)};
    const Configuration two{"bbbb", {{"site.toml", "y"}}, at(3)};
    for (const Configuration& each : {one, one, two, one}) {
      QVERIFY(!historian->record(std::vector<Record>{each}).fault);
    }
    const auto found = recordedConfiguration(path, "aaaa");
    QVERIFY(found && found->files == one.files);
    QVERIFY(recordedConfiguration(path, "bbbb")->files == two.files);
    QVERIFY(!recordedConfiguration(path, "cccc"));
    JournalLines lines{path, 0, INT64_MAX};
    int rows = 0;
    while (const auto line = lines.next()) {
      rows += line->kind == "configuration" ? 1 : 0;
      QVERIFY(!isOfCore(*line));
    }
    QCOMPARE(rows, 3);
  }
};

QTEST_APPLESS_MAIN(TestInputs)
#include "tst_inputs.moc"
