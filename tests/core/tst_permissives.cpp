// Each permissive of a restore, unmet alone, says its own sentence; met, the restore goes.
#include <QTest>

#include <functional>

#include "core/command_desk.h"
#include "core/core_bench.h"
#include "rules/permissives.h"
#include "rules/rules.h"

using namespace firedamp;
using namespace firedamp::testing;

namespace {

Instant at_s(double seconds) {
  return fromMicroseconds(1'000'000'000 + static_cast<std::int64_t>(seconds * 1e6));
}

// A mine in which K2 may be restored.
struct Mine {
  Site site = faceMine();
  Picture picture{site};
  Rules rules{picture, {}, {}, at_s(0)};

  Mine() {
    gas(40);
    flow(360'00);
    NodeReport node;
    node.node = powerNode;
    node.state = NodeState::running;
    picture.accept(node);
    relay(true, false, false, 0);
  }
  void gas(int value, std::uint16_t bits = 0, double seconds = 100) {
    give({ch4, at_s(seconds), value, Quality{bits}, false});
  }
  void flow(int value, std::uint16_t bits = 0, double seconds = 100) {
    give({air, at_s(seconds), value, Quality{bits}, false});
  }
  void give(const Sample& sample) {
    picture.accept(sample);
    rules.accept(sample, sample.at);
  }
  void relay(bool known, bool coil, bool feedback, std::uint16_t interlock) {
    RelayReport report;
    report.relay = k2;
    report.known = known;
    report.commanded = report.coil = coil;
    report.feedback = feedback;
    report.interlock = interlock;
    picture.accept(report);
  }
  std::vector<std::string> unmet(double seconds = 100.5) const {
    std::vector<std::string> texts;
    for (const Phrase& phrase : unmetPermissives(picture, rules, k2, at_s(seconds))) {
      texts.push_back(english(phrase));
    }
    return texts;
  }
};

struct Case {
  const char* name;
  std::function<void(Mine&)> spoil;
  const char* sentence;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all{
      {"gas at reset", [](Mine& m) { m.gas(100); }, "CH4 is 1.00 %CH4, must be below 1.00 %CH4"},
      {"gas faulty", [](Mine& m) { m.gas(40, Quality::sensorFault); },
       "CH4 has no usable value"},
      {"gas lost", [](Mine& m) { m.gas(40, Quality::commLost); }, "CH4 has no usable value"},
      {"gas old", [](Mine& m) { m.flow(360'00, 0, 109.9); },
       "CH4 is 10.0 s old, must be younger than 10.0 s"},
      {"air at low release", [](Mine& m) { m.flow(320'00); },
       "AIR is 320.00 m³/min, must be above 320.00 m³/min"},
      {"air faulty", [](Mine& m) { m.flow(360'00, Quality::sensorFault); },
       "AIR has no usable value"},
      {"node away",
       [](Mine& m) {
         NodeReport node;
         node.node = powerNode;
         node.state = NodeState::degraded;
         m.picture.accept(node);
       },
       "N3 does not answer as it should: nothing is sent to it"},
      {"relay unknown", [](Mine& m) { m.relay(false, false, false, 0); },
       "state of K2 is not known"},
      {"relay on", [](Mine& m) { m.relay(true, true, true, 0); }, "K2 is on already"},
      {"recording",
       [](Mine& m) {
         LinkReport link;
         link.link = powerLink;
         link.recording = true;
         m.picture.accept(link);
       },
       "N3 hangs on a recording: nothing can be commanded"},
      {"node cut off",
       [](Mine& m) {
         NodeReport node;
         node.node = gasNode;
         node.state = NodeState::running;
         node.status = 0x0004;  // MSN_ST_CUTOFF
         m.picture.accept(node);
         m.rules.accept(node, at_s(100));
       },
       "CH4 demands the trip of K2 and has not returned below reset"},
      {"local", [](Mine& m) { m.relay(true, false, false, 0x01); },
       "switch at the node stands on local"},
      {"input", [](Mine& m) { m.relay(true, false, false, 0x02); },
       "node's interlock input demands off, or its own gas is not below reset"},
      {"minimum off", [](Mine& m) { m.relay(true, false, false, 0x04); },
       "minimum off time has not passed"},
      {"mutex", [](Mine& m) { m.relay(true, false, false, 0x08); }, "the opposite relay is on"},
      {"feedback", [](Mine& m) { m.relay(true, false, false, 0x10); },
       "feedback contact does not agree with the coil"},
      {"supervision", [](Mine& m) { m.relay(true, false, false, 0x20); },
       "node tripped because it had lost its supervisor"},
      {"fault", [](Mine& m) { m.relay(true, false, false, 0x40); }, "node reports a fault"},
      {"calibration", [](Mine& m) { m.relay(true, false, false, 0x80); },
       "node is being calibrated"},
      {"of a newer node", [](Mine& m) { m.relay(true, false, false, 0x0800); },
       "node's interlock 2048"}};
  return all;
}

}  // namespace

class TestPermissives : public QObject {
  Q_OBJECT

 private slots:
  void with_everything_met_nothing_is_said() {
    QVERIFY(Mine{}.unmet().empty());
    Mine edge;
    edge.gas(99);
    edge.flow(320'01);
    QVERIFY(edge.unmet().empty());
    QVERIFY(edge.unmet(109.999).empty());
  }

  void each_alone_says_its_sentence_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < cases().size(); ++i) QTest::newRow(cases()[i].name) << int(i);
  }
  void each_alone_says_its_sentence() {
    QFETCH(int, index);
    const Case& one = cases()[static_cast<std::size_t>(index)];
    Mine mine;
    one.spoil(mine);
    const bool old = QLatin1String(one.name) == QLatin1String("gas old");
    const auto unmet = mine.unmet(old ? 110 : 100.5);
    QCOMPARE(unmet.size(), std::size_t{1});
    QCOMPARE(unmet[0], std::string(one.sentence));
  }

  void a_trip_limit_that_was_reached_holds_until_below_reset() {
    Mine mine;
    mine.gas(150, 0, 101);
    mine.gas(100, 0, 102);
    QCOMPARE(mine.unmet(102.5).size(), std::size_t{2});
    mine.gas(99, 0, 110.9);
    mine.flow(360'00, 0, 110.9);
    QCOMPARE(mine.unmet(110.95).size(), std::size_t{1});  // told 9.9 s ago, and it counts for 10 s
    mine.gas(99, 0, 111);
    QVERIFY(mine.unmet(111.5).empty());
  }

  void several_are_all_told() {
    Mine mine;
    mine.gas(180);
    mine.flow(100'00);
    mine.relay(true, false, false, 0x05);
    QCOMPARE(mine.unmet().size(), std::size_t{5});
  }
};

QTEST_APPLESS_MAIN(TestPermissives)
#include "tst_permissives.moc"
