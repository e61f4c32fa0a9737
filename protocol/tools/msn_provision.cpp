// msn_provision: makes the image of one device out of the image of its kind.
#include <charconv>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <variant>
#include <vector>

#include "crypto/device_key.h"
#include "crypto/key_file.h"
#include "msn/codes.h"
#include "tools/private_file.h"
#include "tools/provisioning.h"

namespace firedamp {
namespace {

enum Exit { done = 0, failed = 1, badArguments = 2 };

constexpr const char* usage =
    "usage: msn_provision IMAGE --out FILE --serial N --address N [options]\n"
    "Writes address, serial number, settings and key of one device into a copy of IMAGE: .ihx of\n"
    "the 8051 boards, .elf of the Cortex-M board. IMAGE itself stays as it is. FILE holds the key\n"
    "of the device and is readable by its owner only.\n"
    "\n"
    "  --out FILE       the image of this device\n"
    "  --serial N       1 to 4294967295; printed on the device, never twice\n"
    "  --address N      Modbus unit, 1 to 247\n"
    "  --class CLASS    methane, flow or relay (Cortex-M; an 8051 image has its own)\n"
    "  --relays N       0 to 2\n"
    "  --level N        0: no key; 1: commands carry a MAC; 2: answers too\n"
    "  --site-key FILE  32 hexadecimal digits (mode 600); the device's key is derived from it\n"
    "  --key-id N       2 to 65535: which key of the site this is\n"
    "  --training       the public training key instead; its id is 1\n"
    "  --config FILE    settings, NAME = number per line (protocol/include/msn/regs.def)\n"
    "  --label FILE     write the label with the KEY (mode 600), one line for a QR code\n"
    "  --production     refuse the training key and a node without a key\n"
    "  --help           this\n";

struct Arguments {
  std::string image, out, siteKey, config, label;
  Order order;
  bool serialGiven = false, addressGiven = false, training = false, production = false;
  bool help = false;
  std::string mistake;
};

template <typename Number>
std::string takeNumber(const std::string& word, const std::string& text, std::uint64_t least,
                       std::uint64_t most, Number& number) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  if (!whole || value < least || value > most) {
    return word + ": expected " + std::to_string(least) + " to " + std::to_string(most) +
           ", found \"" + text + "\"";
  }
  number = static_cast<std::uint32_t>(value);
  return {};
}

std::string takeSmall(const std::string& word, const std::string& text, std::uint64_t least,
                      std::uint64_t most, std::uint8_t& number) {
  std::uint32_t value = 0;
  std::string mistake = takeNumber(word, text, least, most, value);
  number = static_cast<std::uint8_t>(value);
  return mistake;
}

std::string takeClass(const std::string& text, Order& order) {
  if (text == "methane") order.nodeClass = MSN_CLASS_METHANE;
  if (text == "flow") order.nodeClass = MSN_CLASS_FLOW;
  if (text == "relay") order.nodeClass = MSN_CLASS_RELAY;
  return order.nodeClass ? "" : "--class: expected methane, flow or relay, found \"" + text + "\"";
}

// An option with a value; says what is wrong with it.
std::string takeValue(const std::string& word, const std::string& text, Arguments& to) {
  Order& order = to.order;
  if (word == "--serial") {
    to.serialGiven = true;
    return takeNumber(word, text, 1, 0xFFFFFFFF, order.serial);
  }
  if (word == "--address") {
    to.addressGiven = true;
    return takeSmall(word, text, 1, 247, order.address);
  }
  if (word == "--relays") return takeSmall(word, text, 0, 2, order.relays.emplace());
  if (word == "--level") return takeSmall(word, text, 0, 2, order.level.emplace());
  if (word == "--class") return takeClass(text, order);
  if (word == "--key-id") {
    std::uint32_t id = 0;
    std::string mistake = takeNumber(word, text, 2, 0xFFFF, id);
    order.keyId = static_cast<std::uint16_t>(id);
    return mistake;
  }
  std::string* const file = word == "--out"        ? &to.out
                            : word == "--site-key" ? &to.siteKey
                            : word == "--config"   ? &to.config
                            : word == "--label"    ? &to.label
                                                   : nullptr;
  if (file == nullptr) return "unknown argument " + word;
  *file = text;
  return {};
}

std::string missing(const Arguments& given) {
  if (given.image.empty()) return "the IMAGE is missing";
  if (given.out.empty()) return "--out FILE is missing";
  if (!given.serialGiven) return "--serial N is missing";
  if (!given.addressGiven) return "--address N is missing";
  if (given.training && !given.siteKey.empty()) {
    return "--training and --site-key exclude each other";
  }
  if (given.training && given.order.keyId != 0) {
    return "--training has key id 1: leave --key-id out";
  }
  if (given.siteKey.empty() != (given.order.keyId == 0)) {
    if (!given.training) return "--site-key FILE and --key-id N go together";
  }
  if (given.production && given.training) return "--production refuses the public training key";
  return {};
}

Arguments readArguments(const std::vector<std::string>& words) {
  Arguments given;
  for (std::size_t i = 0; i < words.size() && given.mistake.empty(); ++i) {
    const std::string& word = words[i];
    if (word == "--help" || word == "-h") {
      given.help = true;
    } else if (word == "--training") {
      given.training = true;
    } else if (word == "--production") {
      given.production = true;
    } else if (word.compare(0, 1, "-") != 0 && given.image.empty()) {
      given.image = word;
    } else if (word.compare(0, 2, "--") != 0) {
      given.mistake = "unknown argument " + word;
    } else if (i + 1 == words.size()) {
      given.mistake = word + " needs a value, or is unknown";
    } else {
      given.mistake = takeValue(word, words[i + 1], given);
      ++i;
    }
  }
  if (given.mistake.empty() && !given.help) given.mistake = missing(given);
  return given;
}

// The key that the order derives from, or why not.
std::string takeSiteKey(Arguments& given) {
  if (given.training) {
    given.order.siteKey = trainingSiteKey;
    given.order.keyId = MSN_KEY_TRAINING;
  }
  if (given.siteKey.empty()) return {};
  const auto key = readKeyFile(given.siteKey);
  if (const auto* fault = std::get_if<Phrase>(&key)) return english(*fault);
  given.order.siteKey = std::get<Key>(key);
  if (given.production && equalInConstantTime(*given.order.siteKey, trainingSiteKey)) {
    return given.siteKey + ": is the public training key, refused by --production";
  }
  return {};
}

std::string takeConfig(Arguments& given) {
  if (given.config.empty()) return {};
  std::ifstream file{given.config};
  given.order.configText.assign(std::istreambuf_iterator<char>{file}, {});
  return file.is_open() ? "" : given.config + ": cannot be read";
}

std::string checkTargets(const Arguments& given) {
  std::error_code none;
  for (const std::string& target : {given.out, given.label}) {
    for (const std::string& source : {given.image, given.siteKey, given.config}) {
      if (target.empty() || source.empty()) continue;
      if (target == source || std::filesystem::equivalent(target, source, none)) {
        return target + ": is an input and is not overwritten";
      }
    }
  }
  return given.out == given.label ? given.out + ": is both --out and --label" : "";
}

std::string make(Arguments& given) {
  if (std::string fault = takeSiteKey(given); !fault.empty()) return fault;
  if (std::string fault = takeConfig(given); !fault.empty()) return fault;
  if (std::string fault = checkTargets(given); !fault.empty()) return fault;
  auto read = FlashImage::read(given.image);
  if (const auto* fault = std::get_if<std::string>(&read)) return *fault;
  auto& image = std::get<FlashImage>(read);
  const ProvisionResult result = provision(image, given.order);
  if (!result.device) return given.image + ": " + result.fault;
  if (given.production && !result.device->key) return "--production refuses a node without a key";
  if (const auto fault = writePrivateFile(given.out, image.content())) return *fault;
  if (!given.label.empty()) {
    if (const auto fault = writePrivateFile(given.label, secretLabel(*result.device))) {
      return *fault;
    }
  }
  std::cout << publicLabel(*result.device) << std::flush;
  return {};
}

int run(const std::vector<std::string>& words) {
  Arguments given = readArguments(words);
  if (given.help) {
    std::cout << usage;
    return done;
  }
  if (!given.mistake.empty()) {
    std::cerr << "msn_provision: " << given.mistake << "; try --help\n";
    return badArguments;
  }
  const std::string fault = make(given);
  if (fault.empty()) return done;
  std::cerr << "msn_provision: " << fault << "; nothing was provisioned\n";
  return failed;
}

}  // namespace
}  // namespace firedamp

int main(int argc, char** argv) {
  return firedamp::run(std::vector<std::string>(argv + 1, argv + argc));
}
