#include <algorithm>

#include "simsite/sim_plan.h"
#include "site/table_reader.h"

namespace firedamp {
namespace {

constexpr std::int64_t methaneMax_cpct = 10'000;
constexpr std::int64_t airflowMax_cm3pm = 10'000'000;

class PlanReader {
 public:
  explicit PlanReader(const Site& site) : site_(site) {
    for (std::uint32_t i = 0; i < site.nodes.size(); ++i) {
      plan_.nodes.emplace_back().node = NodeId{i};
    }
    named_.resize(site.nodes.size());
  }

  SimPlanResult read(const std::filesystem::path& directory) {
    SiteFiles files{directory};
    const TomlFile file = readToml(files, "sim.toml", faults_);
    TableReader reader{file, file.root, "", faults_};
    plan_.seed = static_cast<std::uint32_t>(reader.integerOr("seed", 1, 0x7FFFFFFF, 1));
    plan_.electricians = truth(reader, "electricians", true);
    for (TableReader& node : reader.tables("node")) readNode(node);
    for (TableReader& ramp : reader.tables("story")) readRamp(ramp);
    reader.finish();
    if (!faults_.empty()) return {std::nullopt, std::move(faults_).sorted()};
    return {std::move(plan_), {}};
  }

 private:
  bool truth(TableReader& reader, const std::string& key, bool absent) {
    const TomlValue* value = reader.value(key);
    if (value == nullptr) return absent;
    if (const bool* found = std::get_if<bool>(&value->content)) return *found;
    reader.fault(key, value->at, {PHRASE("expected true or false"), {}});
    return absent;
  }

  std::optional<NodeId> nodeOf(TableReader& reader, const std::string& key) {
    const auto tag = reader.text(key);
    if (!tag) return std::nullopt;
    for (std::uint32_t i = 0; i < site_.nodes.size(); ++i) {
      if (site_.nodes[i].tag == tag->text) return NodeId{i};
    }
    reader.fault(key, tag->at, {PHRASE("nodes.toml has no node \"%1\""), {tag->text}});
    return std::nullopt;
  }

  // An image says by its name what it runs on.
  void readFirmware(TableReader& reader, SimNode& node) {
    static const std::vector<std::string> images{"methane52", "flow52", "relay51", "relay52",
                                                 "node_cm3"};
    if (!reader.has("firmware")) return;
    if (reader.has("runs")) {
      reader.fault("firmware", reader.spot(), {PHRASE("expected either firmware or runs"), {}});
    }
    const auto image = reader.choice("firmware", images);
    if (!image) return;
    node.firmware = images[*image];
    node.runs = node.firmware == "node_cm3" ? SimRuns::cortexm : SimRuns::mcs51;
  }

  void readNode(TableReader& reader) {
    SimNode node;
    const auto id = nodeOf(reader, "tag");
    if (reader.has("runs")) {
      const auto runs = reader.choice("runs", {"native", "mcs51", "cortexm"});
      node.runs = static_cast<SimRuns>(runs.value_or(0));
    }
    readFirmware(reader, node);
    node.methane_cpct = raw(reader, "methane_pct", 2, 0, methaneMax_cpct, 0);
    node.airflow_cm3pm = raw(reader, "airflow_m3min", 2, 0, airflowMax_cm3pm, 0);
    node.pressure_dapa =
        static_cast<std::uint16_t>(raw(reader, "pressure_kpa", 2, 0, 65535, 10132));
    node.temperature_ddegc =
        static_cast<std::int16_t>(raw(reader, "temperature_degc", 1, -400, 850, 200));
    node.noise_cpct = raw(reader, "noise_pct", 2, 0, 50, 0);
    if (auto follows = reader.table("follows")) node.follows = readFollows(*follows);
    reader.finish();
    if (!id) return;
    if (named_[id->value]) {
      return reader.fault("tag", reader.spot(), {PHRASE("the node is named twice"), {}});
    }
    named_[id->value] = true;
    node.node = *id;
    plan_.nodes[id->value] = node;
  }

  std::optional<SimFollows> readFollows(TableReader& reader) {
    SimFollows follows;
    const auto source = nodeOf(reader, "tag");
    follows.share_pct = static_cast<std::uint32_t>(reader.integerOr("share_percent", 0, 100, 100));
    follows.volume_m3 = static_cast<std::uint32_t>(reader.integerOr("volume_m3", 1, 1000000, 400));
    follows.airflow_m3min =
        static_cast<std::uint32_t>(reader.integerOr("airflow_m3min", 1, 100000, 1200));
    reader.finish();
    if (!source) return std::nullopt;
    follows.source = *source;
    return follows;
  }

  void readRamp(TableReader& reader) {
    SimRamp ramp;
    const auto id = nodeOf(reader, "tag");
    const auto quantity = reader.choice("quantity", {"methane", "airflow"});
    ramp.quantity = static_cast<SimQuantity>(quantity.value_or(0));
    const std::int64_t max =
        ramp.quantity == SimQuantity::methane ? methaneMax_cpct : airflowMax_cm3pm;
    ramp.at = reader.secondsOr("at_s", Duration{0});
    ramp.over = reader.secondsOr("over_s", Duration{0});
    ramp.from = required(reader, "from", max);
    ramp.to = required(reader, "to", max);
    reader.finish();
    if (!id) return;
    ramp.node = *id;
    plan_.story.push_back(ramp);
  }

  static std::int32_t raw(TableReader& reader, const std::string& key, int decimals,
                          std::int64_t min, std::int64_t max, std::int32_t absent) {
    const auto found = reader.decimal(key, decimals, min, max);
    return found ? static_cast<std::int32_t>(found->raw) : absent;
  }

  static std::int32_t required(TableReader& reader, const std::string& key, std::int64_t max) {
    if (!reader.has(key)) reader.missing(key, "a decimal in %CH4 or m3/min");
    return raw(reader, key, 2, 0, max, 0);
  }

  const Site& site_;
  SimPlan plan_;
  FaultList faults_;
  std::vector<bool> named_;
};

}  // namespace

SimPlanResult readSimPlan(const std::filesystem::path& directory, const Site& site) {
  return PlanReader{site}.read(directory);
}

}  // namespace firedamp
