#include "sim_stage.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "crypto/device_key.h"
#include "msn/codes.h"
#include "sim_limits.h"
#include "simnode/device_factory.h"

namespace firedamp {
namespace {

constexpr double secondsPerMinute = 60;

NodeKind kindOf(NodeClass nodeClass) {
  switch (nodeClass) {
    case NodeClass::methane:
      return NodeKind::methane;
    case NodeClass::flow:
      return NodeKind::flow;
    case NodeClass::relay:
      return NodeKind::relay;
  }
  return NodeKind::methane;
}

DeviceRuns runsOf(SimRuns runs) {
  switch (runs) {
    case SimRuns::native:
      return DeviceRuns::native;
    case SimRuns::mcs51:
      return DeviceRuns::mcs51;
    case SimRuns::cortexm:
      return DeviceRuns::cortexm;
  }
  return DeviceRuns::native;
}

// A simulated node has the key that everybody knows; a production site refuses it.
NodePlate withTrainingKey(NodePlate plate) {
  plate.key = NodeKey{deviceKey(trainingSiteKey, plate.serial, MSN_KEY_TRAINING),
                      MSN_KEY_TRAINING};
  return plate;
}

// The name of the file that a node shall run; empty: native.
std::string firmwareOf(const SimNode& sim, NodeKind kind) {
  if (sim.firmware.empty()) return imageOf(runsOf(sim.runs), kind);
  return sim.firmware + (sim.runs == SimRuns::cortexm ? ".elf" : ".ihx");
}

MineMember memberOf(const NodeSite& node, const SimNode& sim, std::uint32_t seed) {
  MineMember member;
  member.tag = node.tag;
  member.kind = kindOf(node.nodeClass);
  member.inputs.methane_cpct = sim.methane_cpct;
  member.background_cpct = sim.methane_cpct;
  member.inputs.pressure_dapa = sim.pressure_dapa;
  member.inputs.temperature_ddegc = sim.temperature_ddegc;
  if (member.kind == NodeKind::flow) {
    member.airflow = Ramp{0, 0, sim.airflow_cm3pm, sim.airflow_cm3pm};
  }
  if (sim.noise_cpct != 0 || sim.follows) {
    const GasSensor::Facts facts{.noise_cpct = static_cast<double>(sim.noise_cpct)};
    member.sensor.emplace(facts, seed, sim.methane_cpct);
  }
  if (sim.follows) {
    member.source = sim.follows->source.value;
    member.share = sim.follows->share_pct / 100.0;
    member.airflow_m3s = sim.follows->airflow_m3min / secondsPerMinute;
    member.airway.emplace(
        Airway::Facts{.volume_m3 = static_cast<double>(sim.follows->volume_m3), .emission_m3s = 0},
        sim.methane_cpct / 10'000.0);
  }
  return member;
}

// Where the build puts the images, beside the programs: bin/../firmware.
std::string buildImages() {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? "." : (program.parent_path().parent_path() / "firmware").string();
}

void addNodes(Stage& stage, const Site& site, const SimPlan& plan, const std::string& images,
              StageReport& report) {
  for (std::size_t i = 0; i < site.nodes.size(); ++i) {
    const NodeSite& node = site.nodes[i];
    const std::uint32_t seed = plan.seed + static_cast<std::uint32_t>(i);
    MineMember member = memberOf(node, plan.nodes[i], seed);
    const LimitsOfNode own = limitsOfNode(site, NodeId{static_cast<std::uint32_t>(i)});
    const NodePlate plate = withTrainingKey(
        {member.kind, node.address, node.serial != 0 ? node.serial : seed * 100 + node.address,
         seed, own.limits});
    ChosenDevice chosen = chooseDevice(firmwareOf(plan.nodes[i], member.kind), plate, images);
    if (!chosen.error.empty()) report.errors.push_back("point " + own.point + ": " + chosen.error);
    if (!chosen.instead.empty()) report.lines.push_back(node.tag + ": " + chosen.instead);
    member.device = std::move(chosen.device);
    stage.mine.add(std::move(member));
    stage.names.push_back({node.tag, i, 0});
  }
  for (const PointSite& point : site.points) {
    stage.names.push_back({point.tag, point.node.value, 0});
  }
  for (const RelaySite& relay : site.relays) {
    stage.names.push_back({relay.tag, relay.node.value, relay.channel});
  }
}

PortWish wishOf(const LinkSite& link, const std::string& writeSite) {
  PortWish wish;
  const bool own = writeSite.empty();
  const std::uint16_t port = own ? link.port : std::uint16_t{0};
  switch (link.kind) {
    case LinkKind::modbusTcp:
      wish = {PortKind::modbusTcp, port, {}};
      break;
    case LinkKind::rtuOverTcp:
      wish = {PortKind::rtuTcp, port, {}};
      break;
    case LinkKind::serial:
      wish = {PortKind::pty, 0,
              own ? link.device
                  : (std::filesystem::absolute(writeSite) / (link.tag + ".tty")).string()};
  }
  return wish;
}

void openLinks(Stage& stage, Site& site, const std::string& writeSite, StageReport& report) {
  for (std::uint32_t i = 0; i < site.links.size(); ++i) {
    LinkSite& link = site.links[i];
    std::vector<Device*> devices;
    std::string who;
    for (std::size_t n = 0; n < site.nodes.size(); ++n) {
      if (site.nodes[n].link.value != i) continue;
      MineMember& member = stage.mine.members()[n];
      devices.push_back(member.device.get());
      who += (who.empty() ? "" : ", ") + member.tag + " (" + member.device->kind() + ")";
    }
    const Wire wire = stage.server.addWire(devices);
    stage.wires.push_back({link.tag, wire});
    const Opened opened = stage.server.open(wire, wishOf(link, writeSite));
    if (!opened.error.empty()) {
      report.errors.push_back("link " + link.tag + ": " + opened.error);
      continue;
    }
    if (link.kind == LinkKind::serial) {
      link.device = opened.path;
      report.lines.push_back("link " + link.tag + ": " + opened.path + ": " + who);
    } else {
      link.host = "127.0.0.1";
      link.port = opened.port;
      report.lines.push_back("link " + link.tag + ": TCP port " + std::to_string(opened.port) +
                             ": " + who);
    }
  }
}

std::string writeText(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file{path, std::ios::binary | std::ios::trunc};
  file << text << std::flush;
  return file ? std::string{} : path.string() + ": cannot be written";
}

// A copy of the site whose links are the ones that really are open.
std::string writeCopy(const std::string& from, const std::string& to, const Site& site) {
  namespace fs = std::filesystem;
  std::error_code error;
  fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::overwrite_existing, error);
  if (error) return to + ": " + error.message();
  fs::remove(fs::path{to} / "sim.toml", error);  // the engine's copy has no script of the future
  return writeText(fs::path{to} / "links.toml", linksToml(site));
}

}  // namespace

StageReport stageSite(Stage& stage, const SimArguments& arguments) {
  StageReport report;
  SiteResult read = readSite(arguments.site);
  for (const SiteFault& fault : read.faults) report.errors.push_back(faultText(fault));
  if (!read.site) return report;
  const SimPlanResult plan = readSimPlan(arguments.site, *read.site);
  for (const SiteFault& fault : plan.faults) report.errors.push_back(faultText(fault));
  if (!plan.plan) return report;
  if (!arguments.writeSite.empty()) {
    std::error_code error;
    std::filesystem::create_directories(arguments.writeSite, error);
    if (error) report.errors.push_back(arguments.writeSite + ": " + error.message());
    if (error) return report;
  }
  const std::string images = arguments.images.empty() ? buildImages() : arguments.images;
  addNodes(stage, *read.site, *plan.plan, images, report);
  if (!report.errors.empty()) return report;
  openLinks(stage, *read.site, arguments.writeSite, report);
  if (!report.errors.empty()) return report;
  stage.story = plan.plan->story;
  if (plan.plan->electricians) stage.mine.sendElectricians();
  std::string where = arguments.site;
  if (!arguments.writeSite.empty()) {
    where = arguments.writeSite;
    const std::string fault = writeCopy(arguments.site, arguments.writeSite, *read.site);
    if (!fault.empty()) report.errors.push_back(fault);
  }
  report.lines.push_back("READY site " + where);
  return report;
}

StageReport stageSingle(Stage& stage, const SingleNode& single) {
  StageReport report;
  BuiltDevice built = buildFromImage(single.image, withTrainingKey(single.plate));
  if (!built.error.empty()) {
    report.errors.push_back(built.error);
    return report;
  }
  MineMember member;
  member.tag = "node";
  member.kind = single.plate.kind;
  member.device = std::move(built.device);
  const Wire wire = stage.server.addWire({member.device.get()});
  stage.names.push_back({member.tag, 0, 0});
  stage.wires.push_back({"link", wire});
  const Opened opened = stage.server.open(wire, single.port);
  if (!opened.error.empty()) report.errors.push_back(opened.error);
  report.lines.push_back(member.device->kind());
  report.lines.push_back(single.port.kind == PortKind::pty
                             ? "READY pty " + opened.path
                             : "READY tcp " + std::to_string(opened.port));
  stage.mine.add(std::move(member));
  return report;
}

std::vector<std::string> stageTrace(Stage& stage, const TraceArguments& arguments,
                                    std::vector<std::string>& notices) {
  std::vector<TraceColumn> columns;
  std::vector<std::size_t> members;
  for (const auto& [tag, column] : arguments.columns) {
    const auto found =
        std::find_if(stage.names.begin(), stage.names.end(),
                     [&name = tag](const StageName& each) { return each.tag == name; });
    if (found == stage.names.end()) return {"--map: no point or node named \"" + tag + "\""};
    const NodeKind kind = stage.mine.members()[found->member].kind;
    if (kind == NodeKind::relay) return {"--map: \"" + tag + "\" is a relay, it has no sensor"};
    // Methane 0.01 %CH4, -1 to 100; flow 0.01 m3/min, 0 to 100000.
    columns.push_back(kind == NodeKind::methane ? TraceColumn{tag, column, 2, -100, 10'000}
                                                : TraceColumn{tag, column, 2, 0, 10'000'000});
    members.push_back(found->member);
  }
  CsvTrace trace = readTrace(arguments.file, arguments.timeColumn, columns);
  notices = trace.notices;
  if (!trace.good()) return trace.errors;
  stage.mine.play(std::move(trace), std::move(members), arguments.speed, arguments.held);
  return {};
}

void startStory(Stage& stage) {
  for (const SimRamp& ramp : stage.story) {
    stage.mine.set(ramp.node.value,
                   ramp.quantity == SimQuantity::methane ? Sensed::methane : Sensed::airflow,
                   ramp.from, ramp.to, ramp.over.count(), ramp.at.count());
  }
}

}  // namespace firedamp
