#include <algorithm>

#include "site/reading.h"

namespace firedamp {
namespace {

const std::vector<std::string> linkKinds{"modbus-tcp", "rtu-over-tcp", "serial"};
const std::vector<std::string> nodeClasses{"methane", "flow", "relay"};
const std::vector<std::int64_t> baudRates{1200,  2400,  4800,  9600,
                                          19200, 38400, 57600, 115200};

constexpr Duration pollMin = std::chrono::milliseconds{50};
constexpr Duration replyMin = std::chrono::milliseconds{20};

void readSerial(TableReader& reader, LinkSite& link) {
  if (const auto device = reader.text("device")) link.device = device->text;
  const std::int64_t baud = reader.integerOr("baud", 1, 4000000, link.baud);
  if (std::find(baudRates.begin(), baudRates.end(), baud) == baudRates.end()) {
    reader.fault("baud", reader.value("baud")->at,
                 {PHRASE("found %1, expected %2"),
                  {std::to_string(baud),
                   "1200, 2400, 4800, 9600, 19200, 38400, 57600 or 115200"}});
    return;
  }
  link.baud = static_cast<std::uint32_t>(baud);
}

void readTcp(TableReader& reader, LinkSite& link) {
  if (const auto host = reader.text("host")) link.host = host->text;
  link.port = static_cast<std::uint16_t>(reader.integer("port", 1, 65535).value_or(0));
}

bool sameEndpoint(const LinkSite& a, const LinkSite& b) {
  if ((a.kind == LinkKind::serial) != (b.kind == LinkKind::serial)) return false;
  if (a.kind == LinkKind::serial) return !a.device.empty() && a.device == b.device;
  return a.port != 0 && a.host == b.host && a.port == b.port;
}

void checkEndpoint(TableReader& reader, const LinkSite& link, const std::vector<LinkSite>& before) {
  for (const LinkSite& other : before) {
    if (!sameEndpoint(link, other)) continue;
    const std::string key = link.kind == LinkKind::serial ? "device" : "port";
    reader.fault(key, reader.value(key)->at,
                 {PHRASE("link \"%1\" has this endpoint already; put its nodes on one link"),
                  {other.tag}});
  }
}

LinkSite readLink(TableReader& reader, TagIndex& tags) {
  LinkSite link;
  link.tag = tags.define(reader);
  link.pollInterval = reader.secondsOr("poll_s", link.pollInterval, pollMin);
  link.replyTimeout = reader.secondsOr("reply_timeout_s", link.replyTimeout, replyMin);
  const auto kind = reader.choice("kind", linkKinds);
  if (!kind) {
    for (const char* key : {"host", "port", "device", "baud"}) reader.value(key);
    return link;
  }
  link.kind = static_cast<LinkKind>(*kind);
  if (link.kind == LinkKind::serial) {
    readSerial(reader, link);
  } else {
    readTcp(reader, link);
  }
  return link;
}

void checkNode(TableReader& reader, const NodeSite& node, bool linkKnown,
               const std::vector<NodeSite>& before) {
  for (const NodeSite& other : before) {
    if (linkKnown && other.link == node.link && other.address == node.address) {
      const TomlValue* at = reader.value("address");
      reader.fault("address", at != nullptr ? at->at : reader.spot(),
                   {PHRASE("node \"%1\" has address %2 on this link already"),
                    {other.tag, std::to_string(node.address)}});
    }
    if (node.serial != 0 && other.serial == node.serial) {
      reader.fault("serial", reader.value("serial")->at,
                   {PHRASE("node \"%1\" has this serial number already"), {other.tag}});
    }
  }
}

}  // namespace

void readLinks(const TomlFile& file, SiteReading& reading) {
  TableReader all{file, file.root, "", reading.faults};
  for (TableReader& reader : all.tables("link")) {
    const LinkSite link = readLink(reader, reading.links);
    checkEndpoint(reader, link, reading.site.links);
    reading.site.links.push_back(link);
    reader.finish();
  }
  if (reading.site.links.empty()) all.missing("link", "at least one [[link]]");
  if (!file.whole) reading.links.incomplete();
  all.finish();
}

void readNodes(const TomlFile& file, SiteReading& reading) {
  TableReader all{file, file.root, "", reading.faults};
  for (TableReader& reader : all.tables("node")) {
    NodeSite node;
    node.tag = reading.nodes.define(reader);
    node.place = reader.label("place");
    const auto link = reading.links.find(reader, "link");
    node.link = LinkId{link.value_or(0)};
    const auto address = reader.integer("address", 1, 247);
    node.address = static_cast<std::uint8_t>(address.value_or(0));
    const auto nodeClass = reader.choice("class", nodeClasses);
    node.nodeClass = static_cast<NodeClass>(nodeClass.value_or(0) + 1);
    if (auto holds = reader.table("holds")) readHolds(*holds, node);
    node.serial = static_cast<std::uint32_t>(reader.integerOr("serial", 0, 4294967295, 0));
    checkNode(reader, node, link && address, reading.site.nodes);
    reading.site.nodes.push_back(node);
    reader.finish();
  }
  if (reading.site.nodes.empty()) all.missing("node", "at least one [[node]]");
  if (!file.whole) reading.nodes.incomplete();
  all.finish();
}

}  // namespace firedamp
