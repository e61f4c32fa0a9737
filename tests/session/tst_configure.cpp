// A node's configuration written over the wire: staged, selected, committed with its key, read
// back. Native firmware with a key on a serial line.
#include <QTest>

#include <algorithm>

#include "domain/node_config.h"
#include "msn/codes.h"
#include "msn/regs.h"
#include "session/config_page.h"
#include "session/frame.h"
#include "support/bench.h"

using namespace firedamp;
using namespace firedamp::testing;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Step = BusCommand::Step;

namespace {

const Key siteKey{0xC0, 0xFF, 0xEE};

Site mineThatWants(std::int32_t trip_cpct) {
  Site site = smallMine(LinkKind::serial);
  Limits& limits = site.points[kGas.value].limits;
  limits = {};
  limits.warn = 80;
  limits.alarm = 100;
  limits.alarmRelease = 90;
  limits.trip = trip_cpct;
  limits.tripRelease = 100;
  return site;
}

struct ConfigBench {
  explicit ConfigBench(Site site, const KeyRing& keys = KeyRing{siteKey})
      : bench(std::move(site), false, {}, keys) {
    NodePlate plate{1, NodeClass::methane, 1, 101, 1, 7, {}};
    plate.key = deviceKey(siteKey, 101, 7);
    bench.add(plate, 0x55);
    bench.plugIn();
    bench.run(seconds{3});
  }
  BusReply command(Step step) {
    bench.bus().accept(BusCommand{step, CommandId{++id}, {}, OperatorId{9}, MSN_FN_CFG_COMMIT,
                                  kGasNode, 0},
                       bench.now());
    bench.runUntil([this] { return last() && last()->command == CommandId{id}; }, seconds{5});
    return last().value_or(BusReply{});
  }
  std::optional<BusReply> last() const {
    const auto replies = bench.all<BusReply>();
    return replies.empty() ? std::nullopt : std::optional{replies.back()};
  }
  NodeReport report() const { return bench.nodeReport(kGasNode); }
  bool reads(ConfigState state) {
    return bench.runUntil([&] { return report().config == state; }, seconds{10});
  }

  Bench bench;
  std::uint32_t id = 0;
};

std::uint16_t held(const NodeReport& report, int address) {
  return report.configPage.at(static_cast<std::size_t>(address - MSN_PAGE_CONFIG));
}

const char* nameOf(NodeClass nodeClass, std::uint16_t address) {
  const ConfigItem* item = configItemAt(nodeClass, address);
  return item == nullptr ? "" : item->name;
}

}  // namespace

class TestConfigure : public QObject {
  Q_OBJECT

 private slots:
  void a_page_is_staged_committed_and_read_back() {
    ConfigBench mine{mineThatWants(140)};
    QCOMPARE(mine.report().config, ConfigState::drifted);
    QCOMPARE(held(mine.report(), MSN_R_CUTOFF), std::uint16_t{150});
    QCOMPARE(mine.command(Step::stage).status, std::uint16_t{MSN_SEC_OK});
    QCOMPARE(mine.command(Step::select).status, std::uint16_t{MSN_SEC_OK});
    const BusReply committed = mine.command(Step::operate);
    QCOMPARE(committed.status, std::uint16_t{MSN_SEC_OK});
    QCOMPARE(committed.proof, CommandProof::mac);
    QVERIFY(mine.reads(ConfigState::asWanted));
    QCOMPARE(held(mine.report(), MSN_R_CUTOFF), std::uint16_t{140});
    QVERIFY(mine.report().drift.empty());
  }

  void from_the_commit_on_nothing_is_said_until_the_page_was_read_again() {
    ConfigBench mine{mineThatWants(140)};
    mine.command(Step::stage);
    mine.command(Step::select);
    const Instant before = mine.bench.now();
    mine.command(Step::operate);
    QVERIFY(mine.reads(ConfigState::asWanted));
    const auto reports = mine.bench.all<NodeReport>();
    const bool unknown = std::any_of(reports.begin(), reports.end(), [&](const NodeReport& each) {
      return each.at >= before && each.config == ConfigState::unknown;
    });
    QVERIFY(unknown);
  }

  void a_page_that_breaks_the_nodes_rules_changes_nothing() {
    ConfigBench mine{mineThatWants(95)};  // a cut-off below the alarm
    QCOMPARE(mine.command(Step::stage).status, std::uint16_t{MSN_SEC_OK});
    QCOMPARE(mine.command(Step::select).status, std::uint16_t{MSN_SEC_OUT_OF_RANGE});
    mine.bench.run(seconds{3});
    QCOMPARE(held(mine.report(), MSN_R_CUTOFF), std::uint16_t{150});
  }

  void with_another_key_nothing_is_committed() {
    ConfigBench mine{mineThatWants(140), KeyRing{Key{1, 2, 3}}};
    mine.command(Step::stage);
    mine.command(Step::select);
    QCOMPARE(mine.command(Step::operate).status, std::uint16_t{MSN_SEC_AUTH_FAIL});
    mine.bench.run(seconds{3});
    QCOMPARE(held(mine.report(), MSN_R_CUTOFF), std::uint16_t{150});
    QCOMPARE(mine.report().config, ConfigState::drifted);
  }

  void a_page_staged_by_somebody_else_in_between_is_not_committed() {
    ConfigBench mine{mineThatWants(140)};
    mine.command(Step::stage);
    mine.command(Step::select);
    Request other = stageRequest(1, mine.report().configPage);
    other.written[static_cast<std::size_t>(+MSN_R_CUTOFF - MSN_PAGE_CONFIG)] = 400;
    mine.bench.node(NodeId{0}).receive(encode(other, Framing::rtu));
    mine.bench.run(milliseconds{100});
    QCOMPARE(mine.command(Step::operate).status, std::uint16_t{MSN_SEC_AUTH_FAIL});
    mine.bench.run(seconds{3});
    QCOMPARE(held(mine.report(), MSN_R_CUTOFF), std::uint16_t{150});
  }

  void what_the_site_says_in_words_goes_before_the_points_limits() {
    Site site = mineThatWants(150);
    site.points[kGas.value].limits.onDelay = milliseconds{450};
    site.points[kGas.value].limits.offDelay = seconds{26};  // more than a node can hold
    const auto value = [&site](int address) -> int {
      const SiteIndex index{site};
      for (const auto& each : wantedConfig(site, kGasNode, index.of[kGasNode.value])) {
        if (each.address == address) return each.value;
      }
      return -1;
    };
    QCOMPARE(value(MSN_R_DEB_ON), 5);  // up to the next tenth
    QCOMPARE(value(MSN_R_DEB_OFF), -1);
    site.points[kGas.value].limits.onDelay = seconds{1};
    QCOMPARE(value(MSN_R_DEB_ON), 10);
    site.points[kGas.value].limits.onDelay = milliseconds{1001};
    QCOMPARE(value(MSN_R_DEB_ON), -1);
    site.nodes[kGasNode.value].holds = {{MSN_R_DEB_ON, 3}, {MSN_R_SPAN, 4000}};
    QCOMPARE(value(MSN_R_DEB_ON), 3);
    QCOMPARE(value(MSN_R_SPAN), 4000);
  }

  void names_stand_at_the_registers_that_they_mean() {
    using Class = NodeClass;
    const std::string cutoff = nameOf(Class::methane, MSN_R_CUTOFF);
    QCOMPARE(cutoff, std::string{"cut-off limit"});
    const std::pair<const char*, int> keys[] = {
        {"supervision_s", MSN_R_SUP_TIMEOUT}, {"supervised_relays", MSN_R_SUP_RELAY_MASK},
        {"warm_up_s", MSN_R_WARM_UP}, {"zero_counts", MSN_R_ZERO}, {"span_4096", MSN_R_SPAN},
        {"range_high_pct", MSN_R_RANGE_HI}, {"range_low_pct", MSN_R_RANGE_LO},
        {"compensation", MSN_R_COMPENSATION}, {"k_factor", MSN_R_K_FACTOR},
        {"t_ref_degc", MSN_R_T_REF}, {"p_ref_kpa", MSN_R_P_REF}, {"low_cut_hz", MSN_R_LOW_CUT},
        {"high_m3min", MSN_R_FLOW_HI}, {"methane_pct", MSN_R_F_CH4},
        {"fan_relays", MSN_R_FAN_RELAYS}, {"min_off_s", MSN_R_MIN_OFF},
        {"two_directions", MSN_R_MUTEX}, {"dead_time_s", MSN_R_DEAD_TIME},
        {"locks", MSN_R_LOCKS}, {"fan_steady_s", MSN_R_FAN_STEADY},
        {"power_up_lock_s", MSN_R_POWER_UP_LOCK}};
    for (const auto& [key, address] : keys) {
      const auto items = configItems();
      const auto found = std::find_if(items.begin(), items.end(), [key = key](const auto& item) {
        return std::string{item.key} == key;
      });
      QVERIFY2(found != items.end(), key);
      QCOMPARE(int{found->address}, address);
    }
    QCOMPARE(configItemAt(Class::methane, MSN_R_DEB_ON)->max, std::int64_t{10});
    QCOMPARE(std::string{configItemAt(Class::flow, MSN_R_F_DEB_ON)->key},
             std::string{"on_delay_s"});
    QCOMPARE(std::string{configItemAt(Class::relay, MSN_R_FB_TIMEOUT)->key},
             std::string{"feedback_s"});
    QCOMPARE(english(differenceText(Class::methane, {MSN_R_CUTOFF, 150, 160})),
             std::string{"cut-off limit: 1.60 %CH4, wanted 1.50 %CH4"});
    QCOMPARE(english(differenceText(Class::relay, {MSN_R_LOCKS, 3, 1})),
             std::string{"lock inputs that are wired: methane, wanted methane, fan"});
    QCOMPARE(english(differenceText(Class::methane, {MSN_R_RANGE_LO, 0xFFCE, 0xFFFF})),
             std::string{"drift limit below zero: -0.01 %CH4, wanted -0.50 %CH4"});
  }
};

QTEST_APPLESS_MAIN(TestConfigure)
#include "tst_configure.moc"
