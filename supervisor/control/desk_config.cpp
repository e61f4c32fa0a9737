// Configuration: what a staged site would change, and how it takes over. One person proposes; where
// the mine would be less safe, a second one approves; then the files are replaced, the core is
// composed anew and the nodes are written, each told by itself.
#include <algorithm>
#include <fstream>
#include <iterator>

#include "control/desk.h"
#include "domain/node_config.h"
#include "domain/utc_text.h"
#include "session/config_page.h"
#include "site/site_changes.h"
#include "site/site_csv.h"
#include "site/site_store.h"

namespace firedamp {
namespace {

Json jsonOfChanges(const std::vector<SiteChange>& changes) {
  Json list = Json::array();
  for (const SiteChange& each : changes) {
    list.push_back({{"is", "change"},
                    {"file", each.file},
                    {"line", each.line},
                    {"thing", each.thing},
                    {"key", each.key},
                    {"before", each.before},
                    {"after", each.after},
                    {"loosens", each.loosens}});
  }
  return list;
}

bool anyLoosens(const std::vector<SiteChange>& changes) {
  return std::any_of(changes.begin(), changes.end(),
                     [](const SiteChange& each) { return each.loosens; });
}

// Things may come and go while the engine starts anew by itself. Another tag or another mode of
// the site is another recording or asks for a key: somebody must look after that start.
bool startsByItself(const Site& running, const Site& next) {
  return running.tag == next.tag && running.production == next.production;
}

}  // namespace

// What would be written to each node, and what it holds that nobody wants today.
Json Desk::nodesAgainst(const Site& next) const {
  Json list = Json::array();
  const SiteIndex index{next};
  const auto& reports = present_.all<NodeReport>();
  for (std::uint32_t i = 0; i < next.nodes.size(); ++i) {
    const auto found = reports.find(i);
    const bool same = found != reports.end() && i < site().nodes.size() &&
                      site().nodes[i].tag == next.nodes[i].tag;
    const NodeClass nodeClass = next.nodes[i].nodeClass;
    const auto sentences = [nodeClass](const std::vector<ConfigDifference>& differences) {
      Json words = Json::array();
      for (const auto& each : differences) words.push_back(jsonOf(differenceText(nodeClass, each)));
      return words;
    };
    Json node{{"is", "node configuration"}, {"tag", next.nodes[i].tag}};
    const bool known = same && !found->second.configPage.empty();
    node["known"] = known;
    node["away"] = !same || found->second.state != NodeState::running;
    if (known) {
      const auto wanted = wantedConfig(next, NodeId{i}, index.of[i]);
      node["to_write"] = sentences(configDrift(wanted, found->second.configPage));
      node["drift"] = sentences(found->second.drift);
    }
    list.push_back(std::move(node));
  }
  return list;
}

Json Desk::differences(const Site& next, const std::filesystem::path& staged) const {
  const std::vector<SiteChange> keys = keyChanges(place_.site, staged);
  const std::vector<SiteChange> limits = limitChanges(site(), next, staged);
  return {{"from", siteVersion(place_.site)},
          {"to", siteVersion(staged)},
          {"changes", jsonOfChanges(keys)},
          {"limits", jsonOfChanges(limits)},
          {"second_person", anyLoosens(keys) || anyLoosens(limits)},
          {"at_next_start", jsonOf(shapeChanges(site(), next))},
          {"starts_anew", startsByItself(site(), next)},
          {"nodes", nodesAgainst(next)}};
}

std::optional<Site> Desk::stagedSite(const std::filesystem::path& staged) {
  SiteResult read = readSite(staged);
  if (read.site) return std::move(read.site);
  Json faults = Json::array();
  for (const SiteFault& fault : read.faults) faults.push_back(faultText(fault));
  refuse("refused", {PHRASE("%1 is no site: %2 mistakes"),
                     {staged.string(), std::to_string(read.faults.size())}},
         {{"faults", std::move(faults)}});
  return std::nullopt;
}

void Desk::configDiff(Question& question) {
  const std::filesystem::path staged = question.text("staged", place_.site.string());
  if (!good(question)) return;
  if (const auto next = stagedSite(staged)) answer(differences(*next, staged));
}

// A refusal of this desk is journalled like one of the gate.
void Desk::refuseConfig(const Phrase& why) {
  front_.tellRefused(seat_, why);
  refuse("refused", why);
}

void Desk::configApply(Question& question) {
  const std::filesystem::path from = question.text("staged");
  const std::string reason = question.text("reason", "");
  if (!good(question) || !permit(Permission::configure)) return;
  if (reason.empty()) return refuseConfig({PHRASE("a reason must be given"), {}});
  if (applying()) return refuseConfig({PHRASE("another configuration is being applied"), {}});
  const std::filesystem::path copy = place_.copies / std::to_string(++lastCopy_);
  if (const auto fault = copySite(from, copy)) return refuseConfig(*fault);
  const auto next = stagedSite(copy);
  if (!next) return front_.tellRefused(seat_, {PHRASE("%1 is no site"), {from.string()}});
  const Json found = differences(*next, copy);
  if (found["changes"].empty()) {
    return refuseConfig({PHRASE("the staged site is the running one: there is nothing to apply"),
                         {}});
  }
  Proposal proposal;
  const StagedSite staged{copy.string(), found["to"].get<std::string>(),
                          found["from"].get<std::string>()};
  proposal.origin = originFor(reason);
  proposal.what = {PHRASE("configuration %1 -> %2 with %3 changes"),
                   {staged.replaces, staged.version, std::to_string(found["changes"].size())}};
  proposal.content = staged;
  if (found["second_person"].get<bool>()) {
    return tellProposed(front_.propose(seat_, std::move(proposal)));
  }
  const Gate::Sitting who = front_.sitting(seat_);
  proposal.name = who.name;
  proposal.origin.person = who.person;
  proposal.origin.role = who.role;
  proposal.origin.station = who.station;
  carryOut(proposal);
}

void Desk::tellProposed(const std::variant<Proposal, Phrase>& proposed) {
  if (const auto* why = std::get_if<Phrase>(&proposed)) return refuse("refused", *why);
  answer({{"proposals", Json::array({proposalJson(std::get<Proposal>(proposed))})}});
}

Json Desk::proposalJson(const Proposal& proposal) const {
  return {{"is", "proposal"},
          {"number", proposal.number},
          {"what", jsonOf(proposal.what)},
          {"reason", proposal.origin.reason},
          {"person", proposal.origin.person.value},
          {"name", proposal.name},
          {"until", utcText(proposal.until)}};
}

void Desk::proposals(Question& question) {
  if (!good(question)) return;
  Json list = Json::array();
  for (const Proposal& each : front_.proposals()) list.push_back(proposalJson(each));
  answer(std::move(list));
}

void Desk::approve(Question& question) {
  const auto number = static_cast<std::uint32_t>(question.number("number", 1, UINT32_MAX));
  if (!good(question)) return;
  if (applying()) return refuseConfig({PHRASE("another configuration is being applied"), {}});
  const auto approved = front_.approve(seat_, number);
  if (const auto* why = std::get_if<Phrase>(&approved)) return refuse("refused", *why);
  const auto& proposal = std::get<Proposal>(approved);
  if (std::holds_alternative<StagedSite>(proposal.content)) return carryOut(proposal);
  expect(ruleAnswer(proposal.origin.ticket));
}

void Desk::withdraw(Question& question) {
  const auto number = static_cast<std::uint32_t>(question.number("number", 1, UINT32_MAX));
  if (!good(question)) return;
  const auto withdrawn = front_.withdraw(seat_, number);
  if (const auto* why = std::get_if<Phrase>(&withdrawn)) return refuse("refused", *why);
  answer({{"proposals", Json::array({proposalJson(std::get<Proposal>(withdrawn))})}});
}

// What was proposed is what is applied: both directories must still be what they were.
void Desk::carryOut(const Proposal& proposal) {
  const auto& staged = std::get<StagedSite>(proposal.content);
  if (siteVersion(place_.site) != staged.replaces) {
    return refuseConfig({PHRASE("the running site is another one by now: compare again"), {}});
  }
  if (siteVersion(staged.directory) != staged.version) {
    return refuseConfig({PHRASE("the staged site was changed after it was proposed"), {}});
  }
  SiteResult read = readSite(staged.directory);
  auto& next = read.site;
  if (!next) return refuseConfig({PHRASE("%1 is no site"), {staged.directory}});
  const bool live = shapeChanges(site(), *next).empty();
  Writing writing{proposal, caller_, id_, {}, now_ + writePatience, false};
  const Json nodes = nodesAgainst(*next);
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    const bool differs = nodes[i]["known"] == false || !nodes[i]["to_write"].empty();
    if (differs) writing.nodes.insert(NodeId{i});
  }
  if (const auto fault = replaceSite(place_.site, staged.directory)) return refuseConfig(*fault);
  if (!live) return leaveToNextStart(proposal, *next);
  front_.tellApplied(proposal.origin, proposal.name,
                     {PHRASE("version %1 -> %2"), {staged.replaces, staged.version}});
  front_.voidProposals();
  writing_ = std::move(writing);
  place_.compose(*std::move(next), std::move(read.configuration));
}

// Ids are places in the site: where things came or went everything is built again, from the files
// and from what is recorded.
void Desk::leaveToNextStart(const Proposal& proposal, const Site& next) {
  const auto& staged = std::get<StagedSite>(proposal.content);
  const std::vector<Phrase> shape = shapeChanges(site(), next);
  startsAnew_ = startsByItself(site(), next);
  front_.tellApplied(proposal.origin, proposal.name,
                     {startsAnew_ ? PHRASE("version %1 -> %2, for which the engine starts anew")
                                  : PHRASE("version %1 -> %2, from the next start on"),
                      {staged.replaces, staged.version}});
  for (const Phrase& each : shape) front_.tellApplied(proposal.origin, proposal.name, each);
  front_.voidProposals();
  answer({{"from", staged.replaces}, {"to", staged.version}, {"in_force", false},
          {"at_next_start", jsonOf(shape)}, {"starts_anew", startsAnew_},
          {"outcomes", Json::array()}});
  if (startsAnew_) place_.startAnew();
}

void Desk::composed(Instant now) {
  if (!writing_) return;
  now_ = now;
  writing_->composed = true;
  front_.voidProposals();  // of those meanwhile
  writing_->deadline = now + writePatience;
  present_.forgetNodes();
  writeNodes();
}

// A node is written as soon as it runs again and shows what it holds; what is not back in time is
// away, and the engine says so in the journal.
void Desk::writeNodes() {
  if (!writing_ || !writing_->composed) return;
  const auto& reports = present_.all<NodeReport>();
  const bool late = now_ >= writing_->deadline;
  std::erase_if(writing_->nodes, [&](NodeId node) {
    const auto found = reports.find(node.value);
    const NodeReport* report = found == reports.end() ? nullptr : &found->second;
    const bool runs = report != nullptr && report->state == NodeState::running;
    if (!late && (!runs || report->config == ConfigState::unknown)) return false;
    if (runs && report->config == ConfigState::asWanted) return true;
    Origin origin = writing_->proposal.origin;
    origin.ticket = ++lastTicket_;
    if (front_.pass(NodeRequest{CommandKind::configure, node, 0, origin})) {
      writing_->tickets.insert(origin.ticket);
    }
    return true;
  });
  if (!writing_->nodes.empty()) return;
  const Writing done = *std::exchange(writing_, std::nullopt);
  const auto& staged = std::get<StagedSite>(done.proposal.content);
  caller_ = done.caller;
  id_ = done.id;
  Json more = Json::object();
  more["from"] = staged.replaces;
  more["to"] = staged.version;
  more["in_force"] = true;
  await(done.tickets, false, more);
  deliverIf([this](const Waiting& each) { return finished(each); });
}

void Desk::writeNode(Question& question) { nodeCommand(question, CommandKind::configure, 0); }

void Desk::exportCsv(Question& question) {
  const std::filesystem::path from = question.text("staged", place_.site.string());
  const auto table = csvTableOf(question.text("table"));
  if (!table) question.mistaken({PHRASE("a table is points or alarms"), {}});
  if (!good(question)) return;
  const CsvExport exported = exportTable(from, *table);
  if (exported.fault) return refuse("refused", *exported.fault);
  answer({{"csv", exported.text}});
}

// Into a staged directory only: the running site is changed by apply alone.
void Desk::importCsv(Question& question) {
  const std::filesystem::path into = question.text("staged");
  const std::filesystem::path file = question.text("file");
  const auto table = csvTableOf(question.text("table"));
  if (!table) question.mistaken({PHRASE("a table is points or alarms"), {}});
  if (!good(question) || !permit(Permission::configure)) return;
  std::error_code ignored;
  if (std::filesystem::equivalent(into, place_.site, ignored)) {
    return refuseConfig({PHRASE("that is the running site: import into a staged copy"), {}});
  }
  std::ifstream stream{file, std::ios::binary};
  const std::string csv{std::istreambuf_iterator<char>{stream}, {}};
  if (!stream.is_open()) {
    return refuse("refused", {PHRASE("%1 cannot be read"), {file.string()}});
  }
  const std::vector<SiteFault> faults = importTable(into, *table, csv);
  if (faults.empty()) return answer(Json::object());
  Json list = Json::array();
  for (const SiteFault& fault : faults) list.push_back(faultText(fault));
  refuse("refused", {PHRASE("nothing was imported: %1 mistakes"), {std::to_string(faults.size())}},
         {{"faults", std::move(list)}});
}

}  // namespace firedamp
