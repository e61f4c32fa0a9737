// msn-conform: does that device keep the MSN profile? Black box: a link and an address is all.
#include <csignal>
#include <cstdlib>
#include <iostream>

#include "crypto/device_key.h"
#include "crypto/key_file.h"
#include "msn/codes.h"
#include "msn/regs.h"
#include "msn_conform/node.h"

using namespace firedamp;
using namespace firedamp::conform;

namespace {

const char* const help =
    "usage: msn-conform --link tcp:HOST:PORT|rtutcp:HOST:PORT|serial:DEV[:BAUD] --unit N\n"
    "                   [--key-file FILE] [--safe|--full] [--json]\n"
    "--safe (default) opens relays, but closes none and commits nothing. --full closes relay 0.\n"
    "FILE holds the site key; a device with the training key needs none.\n"
    "Ends with 0 when every case passed or does not apply, 1 when one failed, 2 when it cannot "
    "ask.\n";

struct Arguments {
  std::optional<Link> link;
  int unit = 0;
  std::string keyFile;
  bool full = false;
  bool json = false;
};

std::optional<Arguments> argumentsOf(const std::vector<std::string>& words) {
  Arguments arguments;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool hasValue = i + 1 < words.size();
    if (words[i] == "--full") arguments.full = true;
    else if (words[i] == "--safe") arguments.full = false;
    else if (words[i] == "--json") arguments.json = true;
    else if (words[i] == "--link" && hasValue) arguments.link = parseLink(words[++i]);
    else if (words[i] == "--unit" && hasValue) arguments.unit = std::atoi(words[++i].c_str());
    else if (words[i] == "--key-file" && hasValue) arguments.keyFile = words[++i];
    else return {};
  }
  if (!arguments.link || arguments.unit < 1 || arguments.unit > 247) return {};
  return arguments;
}

void meet(Node& node) {
  const Registers id = node.read(MSN_PAGE_IDENTITY, MSN_LEN_IDENTITY);
  const auto at = [&](int reg) { return int{id[static_cast<std::size_t>(reg & 0xFF)]}; };
  node.nodeClass = at(MSN_R_CLASS);
  node.capabilities = at(MSN_R_CAPS);
  node.relays = at(MSN_R_N_RELAYS);
  node.keyId = at(MSN_R_KEY_ID);
  node.serial = static_cast<std::uint32_t>(at(MSN_R_SERIAL)) << 16 |
                static_cast<std::uint32_t>(at(MSN_R_SERIAL + 1));
}

// Empty, or why there is no key.
std::string takeKey(Node& node, const std::string& file) {
  const auto keyId = static_cast<std::uint16_t>(node.keyId);
  if (node.keyId == MSN_KEY_TRAINING) {
    node.key = deviceKey(trainingSiteKey, node.serial, keyId);
  } else if (node.keyId != MSN_KEY_NONE && !file.empty()) {
    const auto read = readKeyFile(file);
    if (const Key* site = std::get_if<Key>(&read)) {
      node.key = deviceKey(*site, node.serial, keyId);
    } else {
      return file + ": no site key can be read from it";
    }
  }
  return {};
}

struct Summary {
  int passed = 0;
  int failed = 0;
  int skipped = 0;
};

std::string quoted(const std::string& text) {
  std::string out{'"'};
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

void run(Node& node, const Case& test, bool json, Summary& summary) {
  std::string result = "pass";
  std::string why;
  try {
    test.run(node);
    ++summary.passed;
  } catch (const Failure& failure) {
    result = "FAIL";
    why = failure.what;
    ++summary.failed;
  } catch (const NotHere& notHere) {
    result = "skip";
    why = notHere.why;
    ++summary.skipped;
  }
  if (json) {
    std::cout << "{\"case\":" << quoted(test.name) << ",\"by\":" << quoted(test.by)
              << ",\"result\":" << quoted(result) << ",\"why\":" << quoted(why) << "}" << std::endl;
  } else {
    std::cout << result << "  " << test.name << " (" << test.by << ")"
              << (why.empty() ? "" : ": " + why) << std::endl;
  }
}

Summary runAll(Node& node, bool json) {
  Summary summary;
  for (const auto& cases : {foreignCases(), ownCases(), securedCases()}) {
    for (const Case& test : cases) run(node, test, json, summary);
  }
  if (json) {
    std::cout << "{\"passed\":" << summary.passed << ",\"failed\":" << summary.failed
              << ",\"skipped\":" << summary.skipped << "}" << std::endl;
  } else {
    std::cout << summary.passed << " passed, " << summary.failed << " failed, " << summary.skipped
              << " do not apply" << std::endl;
  }
  return summary;
}

}  // namespace

int main(int count, char** words) {
  std::signal(SIGPIPE, SIG_IGN);
  const auto arguments = argumentsOf({words + 1, words + count});
  if (!arguments) {
    std::cerr << help;
    return 2;
  }
  Wire wire;
  if (const std::string fault = wire.open(*arguments->link); !fault.empty()) {
    std::cerr << "msn-conform: " << fault << '\n';
    return 2;
  }
  Node node{wire, static_cast<std::uint8_t>(arguments->unit), arguments->full};
  try {
    meet(node);
  } catch (const Failure& failure) {
    std::cerr << "msn-conform: nobody there: " << failure.what << '\n';
    return 2;
  }
  if (const std::string fault = takeKey(node, arguments->keyFile); !fault.empty()) {
    std::cerr << "msn-conform: " << fault << '\n';
    return 2;
  }
  return runAll(node, arguments->json).failed == 0 ? 0 : 1;
}
