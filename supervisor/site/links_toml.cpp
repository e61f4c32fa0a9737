#include <cstdio>

#include "site/site_reader.h"

namespace firedamp {
namespace {

// A TOML basic string.
std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04X", static_cast<unsigned>(byte));
      result += escape;
    } else {
      if (c == '"' || c == '\\') result += '\\';
      result += c;
    }
  }
  return result + "\"";
}

std::string seconds(Duration duration) {
  const auto whole_ms = std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
  char text[32];
  std::snprintf(text, sizeof text, "%lld.%03lld", static_cast<long long>(whole_ms / 1000),
                static_cast<long long>(whole_ms % 1000));
  return text;
}

}  // namespace

std::string linksToml(const Site& site) {
  static const char* const kinds[] = {"modbus-tcp", "rtu-over-tcp", "serial"};
  std::string text = "# Written by a program; format: supervisor/site/FORMAT.md\n";
  for (const LinkSite& link : site.links) {
    text += "\n[[link]]\ntag = " + quoted(link.tag) + "\n";
    text += "kind = " + quoted(kinds[static_cast<std::size_t>(link.kind)]) + "\n";
    if (link.kind == LinkKind::serial) {
      text += "device = " + quoted(link.device) + "\n";
      text += "baud = " + std::to_string(link.baud) + "\n";
    } else {
      text += "host = " + quoted(link.host) + "\n";
      text += "port = " + std::to_string(link.port) + "\n";
    }
    text += "poll_s = " + seconds(link.pollInterval) + "\n";
    text += "reply_timeout_s = " + seconds(link.replyTimeout) + "\n";
  }
  return text;
}

}  // namespace firedamp
