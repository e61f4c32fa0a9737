// firedampd: the whole engine without a screen. Prints what happens, takes requests by line.
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <charconv>
#include <csignal>
#include <cstring>
#include <ctime>
#include <functional>
#include <iostream>
#include <string>

#include "control/control.h"
#include "crypto/key_ring.h"
#include "domain/phrase.h"
#include "runtime/console_view.h"
#include "runtime/operator_line.h"
#include "runtime/supervisor.h"
#include "site/limit_lines.h"
#include "site/site_store.h"
#include "site/site_reader.h"

namespace firedamp {
namespace {

enum Exit { stopped = 0, notStarted = 1, badInput = 2 };  // arguments or site
constexpr int startAnew = -1;  // no exit: a configuration with other things was applied

constexpr const char* usage =
    "usage: firedampd --site DIR --data DIR [options]\n"
    "Watches the mine described in --site, records into --data, prints what happens.\n"
    "\n"
    "  --site DIR     site.toml, links.toml, nodes.toml ... (supervisor/site/FORMAT.md)\n"
    "  --data DIR     where mine.db is kept; made when it is missing\n"
    "  --site-key FILE  32 hexadecimal digits, readable by the owner only: the key that nodes\n"
    "                 with a key of the site are switched on with\n"
    "  --quiet        no values: alarms, commands and changes of state only\n"
    "  --console      take requests from the input even when it is no terminal\n"
    "  --operator N   training: whoever has not logged in acts as operator N (1..65535) and\n"
    "                 may do everything but keep accounts; refused on a production site.\n"
    "                 Without it power can be switched off, and firedampctl log-in is needed\n"
    "                 for the rest\n"
    "  --help         this\n"
    "\n"
    "Requests, one per line:\n";

struct Arguments {
  std::string site, data, siteKey;
  bool quiet = false, console = false, help = false;
  OperatorId person;
  std::string mistake;
};

bool readNumber(const std::string& text, std::uint32_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && number <= 0xFFFF;
}

Arguments readArguments(const std::vector<std::string>& words) {
  Arguments arguments;
  for (std::size_t i = 0; i < words.size() && arguments.mistake.empty(); ++i) {
    const std::string& word = words[i];
    if (word == "--quiet") {
      arguments.quiet = true;
    } else if (word == "--console") {
      arguments.console = true;
    } else if (word == "--help" || word == "-h") {
      arguments.help = true;
    } else if (word != "--site" && word != "--data" && word != "--operator" &&
               word != "--site-key") {
      arguments.mistake = "unknown argument " + word;
    } else if (i + 1 == words.size()) {
      arguments.mistake = word + " needs a value";
    } else if (word == "--operator") {
      if (!readNumber(words[++i], arguments.person.value)) {
        arguments.mistake = "--operator: expected 0..65535, found \"" + words[i] + "\"";
      }
    } else {
      (word == "--site"   ? arguments.site
       : word == "--data" ? arguments.data
                          : arguments.siteKey) = words[++i];
    }
  }
  if (arguments.mistake.empty() && (arguments.site.empty() || arguments.data.empty())) {
    arguments.mistake = "--site and --data are needed";
  }
  return arguments;
}

// Minutes of the machine's own zone at start; printed times keep it until the next start.
Duration utcOffset() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return std::chrono::seconds{local.tm_gmtoff};
}

// SIGINT and SIGTERM as a readable descriptor. Made before any thread, so that all inherit the
// mask and no signal ends the process in the middle of a commit.
int blockSignals() {
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGINT);
  sigaddset(&ending, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a recording that may not grow is a fault to show, no end
  std::signal(SIGTTIN, SIG_IGN);  // in the background, typing must not stop the engine
  return ::signalfd(-1, &ending, SFD_CLOEXEC);
}

// Bytes of a descriptor, cut into lines. A line that never ends is cut at its bound.
class LineSource {
 public:
  static constexpr std::size_t lineMax = 1000;

  explicit LineSource(int fd) : fd_(fd) {}
  // False at the end of the input.
  bool read(const std::function<void(const std::string&)>& take) {
    std::array<char, 512> chunk{};
    const ssize_t count = ::read(fd_, chunk.data(), chunk.size());
    if (count <= 0) {
      if (!line_.empty()) take(line_);
      return false;
    }
    for (ssize_t i = 0; i < count; ++i) {
      const char c = chunk[static_cast<std::size_t>(i)];
      if (c != '\n' && line_.size() < lineMax) line_ += c;
      if (c != '\n') continue;
      take(line_);
      line_.clear();
    }
    return true;
  }

 private:
  int fd_;
  std::string line_;
};

class Console {
 public:
  Console(Supervisor& supervisor, const Arguments& arguments)
      : supervisor_(supervisor),
        person_(arguments.person),
        listens_(arguments.console || ::isatty(STDIN_FILENO) != 0),
        view_(supervisor.site(), {!arguments.quiet, utcOffset()}),
        wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    supervisor_.onUpdatesWaiting([this] { ring(); });
  }
  ~Console() { ::close(wake_); }
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  // Any thread.
  void startAnew() {
    anew_ = true;
    ring();
  }
  // Until a signal, "quit" or startAnew(); true: the last. Prints at most each restMs: to be woken
  // for every value of a large mine would take the core's time for what nobody can read so fast.
  bool run(int signals) {
    bool rests = false;
    while (!quit_ && !anew_) {
      std::array<pollfd, 3> waiting{{{signals, POLLIN, 0},
                                     {rests ? -1 : wake_, POLLIN, 0},
                                     {listens_ ? STDIN_FILENO : -1, POLLIN, 0}}};
      if (::poll(waiting.data(), waiting.size(), rests ? restMs : -1) < 0) continue;
      rests = waiting[1].revents != 0;
      if (rests) printUpdates();
      if (waiting[2].revents != 0) {
        listens_ = input_.read([this](const std::string& line) { obey(line); });
      }
      if (waiting[0].revents != 0) quit_ = true;
    }
    return !quit_;
  }

  void printUpdates() {
    std::uint64_t rung = 0;
    (void)!::read(wake_, &rung, sizeof rung);
    for (const Update& update : supervisor_.takeUpdates()) {
      if (const auto line = view_.accept(update)) print(*line);
    }
    std::cout << std::flush;
  }

 private:
  void ring() {
    const std::uint64_t one = 1;
    (void)!::write(wake_, &one, sizeof one);
  }
  void print(const std::string& line) { std::cout << line << '\n'; }

  void obey(const std::string& text) {
    const OperatorLine line = readOperatorLine(text, supervisor_.site(), person_);
    if (const auto* request = std::get_if<Request>(&line)) {
      supervisor_.submit(*request);
    } else if (std::holds_alternative<AcknowledgeAll>(line)) {
      for (const AlarmId id : view_.unacknowledged()) {
        supervisor_.submit(AcknowledgeRequest{id, person_});
      }
    } else if (std::holds_alternative<ShowStatus>(line)) {
      for (const std::string& status : view_.status()) print("  " + status);
    } else if (std::holds_alternative<ShowHelp>(line)) {
      std::cout << operatorLineHelp();
    } else if (std::holds_alternative<Quit>(line)) {
      quit_ = true;
    } else if (const auto* mistake = std::get_if<Phrase>(&line)) {
      print("? " + english(*mistake));
    }
    std::cout << std::flush;
  }

  static constexpr int restMs = 50;

  Supervisor& supervisor_;
  OperatorId person_;
  bool listens_;
  bool quit_ = false;
  std::atomic<bool> anew_{false};
  ConsoleView view_;
  LineSource input_{STDIN_FILENO};
  int wake_;
};

int watch(const Arguments& arguments, SiteResult read, int signals) {
  Site& site = *read.site;
  const auto keys = keysFor(site, arguments.siteKey);
  if (const auto* fault = std::get_if<Phrase>(&keys)) {
    std::cerr << "firedampd: " << english(*fault) << "; nothing was started\n";
    return badInput;
  }
  if (site.production && arguments.person.value != 0) {
    std::cerr << "firedampd: --operator is for training: " << site.tag
              << " is a production site; nothing was started\n";
    return badInput;
  }
  Supervisor supervisor{std::move(site), {}, std::get<KeyRing>(keys)};
  supervisor.seatTrainee(arguments.person);
  Console console{supervisor, arguments};
  Control control{supervisor, arguments.site, [&console] { console.startAnew(); }};
  if (const auto fault = supervisor.start(arguments.data, std::move(read.configuration))) {
    std::cerr << "firedampd: " << english(*fault) << '\n';
    return notStarted;
  }
  if (const auto fault = control.start(arguments.data)) {
    std::cerr << "firedampd: " << english(*fault) << '\n';
    supervisor.stop();  // while everybody whom it tells is still there
    return notStarted;
  }
  std::cout << "firedampd: watching " << supervisor.site().name.en << ", "
            << supervisor.site().points.size() << " points; not certified, not a safety function"
            << std::endl;
  const bool anew = console.run(signals);
  control.stop();
  const std::size_t unstored = supervisor.stop();
  console.printUpdates();
  if (unstored > 0) {
    std::cerr << "firedampd: " << unstored << " records could not be stored\n";
    return notStarted;
  }
  std::cout << "firedampd: stopped, everything is stored" << std::endl;
  return anew ? startAnew : stopped;
}

int watchSite(const Arguments& arguments, int signals) {
  if (const auto fault = finishReplacing(arguments.site)) {
    std::cerr << "firedampd: " << english(*fault) << "; nothing was started\n";
    return badInput;
  }
  SiteResult result = readSite(arguments.site);
  for (const SiteFault& fault : result.faults) std::cerr << faultText(fault) << '\n';
  if (!result.site) {
    std::cerr << "firedampd: " << result.faults.size() << " mistakes in the site "
              << arguments.site << "; nothing was started\n";
    return badInput;
  }
  return watch(arguments, std::move(result), signals);
}

int run(const std::vector<std::string>& words) {
  const int signals = blockSignals();
  const Arguments arguments = readArguments(words);
  if (arguments.help) {
    std::cout << usage << operatorLineHelp();
    return stopped;
  }
  if (!arguments.mistake.empty()) {
    std::cerr << "firedampd: " << arguments.mistake << "; try --help\n";
    return badInput;
  }
  int result = startAnew;
  while (result == startAnew) result = watchSite(arguments, signals);
  return result;
}

}  // namespace
}  // namespace firedamp

int main(int argc, char** argv) {
  return firedamp::run(std::vector<std::string>(argv + 1, argv + argc));
}
