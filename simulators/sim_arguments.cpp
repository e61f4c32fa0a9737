#include "sim_arguments.h"

#include <functional>
#include <map>

#include "domain/decimal.h"
#include "trace/playback.h"

namespace firedamp {
namespace {

class Parser {
 public:
  explicit Parser(const std::vector<std::string>& words) : words_(words) { addOptions(); }

  ArgumentsResult parse() {
    while (at_ < words_.size() && error_.empty()) {
      const std::string& option = words_[at_++];
      const auto found = options_.find(option);
      if (found == options_.end()) {
        error_ = "unknown option \"" + option + "\"; --help lists them";
      } else {
        found->second();
      }
    }
    if (error_.empty()) checkWhole();
    return {std::move(result_), error_};
  }

 private:
  void addOptions() {
    options_["--help"] = options_["-h"] = [this] { result_.help = true; };
    options_["--site"] = [this] { result_.site = text("a directory"); };
    options_["--write-site"] = [this] { result_.writeSite = text("a directory"); };
    options_["--images"] = [this] { result_.images = text("a directory"); };
    options_["--story"] = [this] { result_.story = true; };
    options_["--trace"] = [this] { trace().file = text("a CSV file"); };
    options_["--time-column"] = [this] { trace().timeColumn = text("a column name"); };
    options_["--map"] = [this] { map(text("TAG=COLUMN")); };
    options_["--speed"] = [this] { trace().speed = number(1, playbackSpeedMax); };
    options_["--hold"] = [this] { trace().held = true; };
    options_["--node"] = [this] { kind(text("methane, flow or relay")); };
    options_["--image"] = [this] { single().image = text("an .ihx or .elf file"); };
    options_["--address"] = [this] {
      single().plate.address = static_cast<std::uint8_t>(number(1, 247));
    };
    options_["--serial"] = [this] { single().plate.serial = number(0, 2'000'000'000); };
    options_["--seed"] = [this] { single().plate.seed = number(1, 2'000'000'000); };
    options_["--tcp"] = [this] { tcp(PortKind::modbusTcp); };
    options_["--rtu-tcp"] = [this] { tcp(PortKind::rtuTcp); };
    options_["--pty"] = [this] {
      single().port.kind = PortKind::pty;
      hasPort_ = true;
    };
  }

  std::string text(const std::string& expected) {
    if (at_ < words_.size()) return words_[at_++];
    error_ = words_[at_ - 1] + " needs " + expected;
    return {};
  }

  std::uint32_t number(std::uint32_t min, std::uint32_t max) {
    const std::string option = words_[at_ - 1];
    const std::string word = text("a number");
    const auto value = scaledDecimal(word, 0);
    if (value && *value >= min && *value <= max && word.find('.') == std::string::npos) {
      return static_cast<std::uint32_t>(*value);
    }
    if (error_.empty()) {
      error_ = option + ": \"" + word + "\", expected " + std::to_string(min) + " to " +
               std::to_string(max);
    }
    return min;
  }

  TraceArguments& trace() {
    if (!result_.trace) result_.trace.emplace();
    return *result_.trace;
  }

  SingleNode& single() {
    if (!result_.single) result_.single.emplace();
    return *result_.single;
  }

  void map(const std::string& word) {
    const std::size_t equals = word.find('=');
    if (error_.empty() &&
        (equals == std::string::npos || equals == 0 || equals + 1 == word.size())) {
      error_ = "--map: \"" + word + "\", expected TAG=COLUMN";
    }
    if (error_.empty())
      trace().columns.emplace_back(word.substr(0, equals), word.substr(equals + 1));
  }

  void kind(const std::string& word) {
    static const std::map<std::string, NodeKind> kinds{
        {"methane", NodeKind::methane}, {"flow", NodeKind::flow}, {"relay", NodeKind::relay}};
    const auto found = kinds.find(word);
    if (found != kinds.end()) {
      single().plate.kind = found->second;
      hasKind_ = true;
    } else if (error_.empty()) {
      error_ = "--node: \"" + word + "\", expected methane, flow or relay";
    }
  }

  void tcp(PortKind kind) {
    single().port = {kind, static_cast<std::uint16_t>(number(0, 65535)), {}};
    hasPort_ = true;
  }

  void checkWhole() {
    if (result_.help) return;
    if (result_.single && !result_.site.empty()) {
      error_ = "--site serves a mine and --node a single node; choose one";
    } else if (result_.single && (!hasKind_ || !hasPort_)) {
      error_ = "a single node needs --node KIND and one of --tcp PORT, --rtu-tcp PORT, --pty";
    } else if (!result_.single && result_.site.empty()) {
      error_ = "nothing to simulate: give --site DIR or --node KIND";
    } else if (result_.trace && (result_.trace->file.empty() || result_.trace->columns.empty())) {
      error_ = "a trace needs --trace FILE and at least one --map TAG=COLUMN";
    }
  }

  const std::vector<std::string>& words_;
  std::size_t at_ = 0;
  SimArguments result_;
  std::string error_;
  bool hasKind_ = false;
  bool hasPort_ = false;
  std::map<std::string, std::function<void()>> options_;
};

}  // namespace

ArgumentsResult readArguments(const std::vector<std::string>& words) {
  return Parser{words}.parse();
}

std::string helpText() {
  return R"(firedamp-sim: a simulated mine, or one node of it, behind real ports

  firedamp-sim --site DIR [--write-site RUNDIR] [--story]
    --site DIR         site directory; its sim.toml says what runs in each node
    --write-site RUN   use free ports and ptys, and write a copy of the site that names them
    --story            start the story of sim.toml at once
    --images DIR       firmware images (*.ihx, *.elf); default: those of this build

  firedamp-sim --node methane|flow|relay (--tcp PORT | --rtu-tcp PORT | --pty)
    --image FILE       run this .ihx (8051) or .elf (Cortex-M3); without it the native node
    --address A        Modbus unit 1..247 (default 1)
    --serial S         serial number (default 0)
    --seed N           power-up noise and boot id
    port 0 is any free one; the line READY tells it

  recorded sensor input, for both forms:
    --trace FILE.csv   header line, time in seconds, one column per point
    --map TAG=COLUMN   which column feeds which point (a single node's tag is "node"); repeatable
    --time-column NAME default t_s
    --speed N          1 to 1000 times as fast (default 1)
    --hold             wait for the command "play"

Prints one line starting with READY when all ports are open. Then it takes commands on standard
input, one per line; "help" lists them. Listens on this machine only (127.0.0.1).
)";
}

}  // namespace firedamp
