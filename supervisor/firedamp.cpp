// The desktop: site, engine, screen, put together. Nothing here decides anything.
//
//   firedamp --site DIR --data DIR [--site-key FILE] [--lang zh|en] [--shot DIR [--shot-after S]]
#include <QApplication>
#include <QCommandLineParser>
#include <QMessageBox>
#include <QSocketNotifier>
#include <QStyleFactory>
#include <QTimer>

#include <csignal>
#include <cstdio>
#include <memory>
#include <optional>

#include <sys/socket.h>
#include <unistd.h>

#include "control/control.h"
#include "crypto/key_ring.h"
#include "historian/history_reader.h"
#include "io/time_source.h"
#include "replay/replay_desk.h"
#include "runtime/desk_seat.h"
#include "runtime/precedence.h"
#include "runtime/supervisor.h"
#include "site/site_reader.h"
#include "site/site_store.h"
#include "ui/horn.h"
#include "ui/shots.h"
#include "ui/window.h"

namespace {

using namespace firedamp;

enum Exit { notStarted = 1, badInput = 2, badShot = 3 };  // as firedampd, and the pictures
constexpr int startAnew = -1;         // no exit: a configuration with other things was applied
constexpr int liveWait_s = 10;        // pictures wait this long for every point to be live

struct Options {
  QString site, data, shots, siteKey;
  Tongue tongue = Tongue::english;
  double shotAfter_s = 2;
  OperatorId trainee{};
};

std::optional<Options> parse(const QApplication& application) {
  QCommandLineParser parser;
  parser.setApplicationDescription("The desktop of Firedamp, with the engine inside.");
  parser.addHelpOption();
  const QCommandLineOption site{"site", "Directory of the site's TOML files.", "DIR"};
  const QCommandLineOption data{"data", "Directory of the database.", "DIR"};
  const QCommandLineOption siteKey{"site-key", "File with the site's key (mode 600).", "FILE"};
  const QCommandLineOption lang{"lang", "en or zh (default: the system's).", "LANG"};
  const QCommandLineOption trainee{
      "operator", "Training: act as operator N without a log-in; not on a production site.", "N",
      "0"};
  const QCommandLineOption shot{"shot", "Write a picture of every page, then end.", "DIR"};
  const QCommandLineOption after{"shot-after", "Seconds from live values to pictures.", "S", "2"};
  parser.addOptions({site, data, siteKey, lang, trainee, shot, after});
  parser.process(application);
  Options options{parser.value(site), parser.value(data), parser.value(shot),
                  parser.value(siteKey)};
  const QString language = parser.isSet(lang) ? parser.value(lang) : QLocale::system().name();
  bool number = false;
  options.shotAfter_s = parser.value(after).toDouble(&number);
  bool person = false;
  options.trainee.value = parser.value(trainee).toUShort(&person);
  const bool known = !parser.isSet(lang) || language == "en" || language == "zh";
  if (options.site.isEmpty() || options.data.isEmpty() || !number || !person ||
      !known) {
    std::fputs(qPrintable(parser.helpText()), stderr);
    return std::nullopt;
  }
  if (language.startsWith("zh")) options.tongue = Tongue::chinese;
  return options;
}

bool someoneLooks() { return QGuiApplication::platformName() != "offscreen"; }

void showRefusal(const Phrase& title, const QStringList& reasons) {
  QMessageBox box{QMessageBox::Critical, "Firedamp", phraseText(title)};
  box.setInformativeText(reasons.join('\n'));
  box.exec();
}

// In English on the terminal, for whoever started it; in the reader's language in a window.
void refuseSite(const std::vector<SiteFault>& faults, Tongue tongue) {
  Translations translations;
  translations.apply(tongue);
  QStringList lines;
  for (const SiteFault& fault : faults) {
    std::fprintf(stderr, "%s\n", faultText(fault).c_str());
    lines << QString{"%1:%2 %3 %4"}.arg(QString::fromStdString(fault.file)).arg(fault.line)
                 .arg(QString::fromStdString(fault.key), phraseText(fault.message));
  }
  if (someoneLooks()) showRefusal({PHRASE("This site cannot be used"), {}}, lines);
}

void refuse(const Phrase& title, const Phrase& fault, Tongue tongue) {
  Translations translations;
  translations.apply(tongue);
  std::fprintf(stderr, "%s\n", english(fault).c_str());
  if (someoneLooks()) showRefusal(title, {phraseText(fault)});
}

// Ctrl+C and a stop request end the program like closing the window: engine and database are
// closed in order. The handler only writes a byte; the screen's thread does the rest.
class StopSignal {
 public:
  StopSignal() {
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends_) != 0) return;
    notifier_ = std::make_unique<QSocketNotifier>(ends_[1], QSocketNotifier::Read);
    QObject::connect(notifier_.get(), &QSocketNotifier::activated, qApp, &QApplication::quit);
    std::signal(SIGXFSZ, SIG_IGN);  // a recording that may not grow is a fault to show, no end
    std::signal(SIGINT, handle);
    std::signal(SIGTERM, handle);
  }

 private:
  static void handle(int) {
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(ends_[0], &byte, 1);
  }
  static inline int ends_[2] = {-1, -1};
  std::unique_ptr<QSocketNotifier> notifier_;
};

// Pictures once every point is live, or after a wait: then they show what is unknown.
void scheduleShots(const Options& options, Window& window, Board& board) {
  auto* poll = new QTimer{&window};
  const Instant latest = board.now() + std::chrono::seconds{liveWait_s};
  QObject::connect(poll, &QTimer::timeout, &window, [=, &options, &window, &board] {
    if (!board.allPointsLive() && board.now() < latest) return;
    poll->stop();
    QTimer::singleShot(static_cast<int>(options.shotAfter_s * 1000), &window, [&] {
      const QString fault = takeShots(window, board.site, options.shots);
      if (!fault.isEmpty()) std::fprintf(stderr, "%s\n", qPrintable(fault));
      QApplication::exit(fault.isEmpty() ? 0 : badShot);
    });
  });
  poll->start(100);
}

// The engine hears when the horn's state changes; its answer reaches the status line as an update.
void connectHorn(Horn& horn, Window& window, Supervisor& supervisor, const TimeSource& time) {
  auto last = std::make_shared<std::optional<bool>>();
  QObject::connect(&horn, &Horn::proved, &window, [&, last](bool ok, const QString& detail) {
    if (*last == ok) return;
    const HealthReport report{HealthReport::Part::horn, ok, time.now(), detail.toStdString()};
    if (supervisor.report(report)) *last = ok;
  });
  horn.test();
}

int run(const Options& options, Supervisor& supervisor, Configuration configuration,
        const KeyRing& keys) {
  const Site& site = supervisor.site();
  const TimeSource time;
  Board board{site, supervisor, [&time] { return time.now(); }, options.trainee};
  Feed feed{supervisor, board};
  const std::string data = options.data.toStdString();
  HistoryReader history{Supervisor::databaseIn(data), site};
  supervisor.seatTrainee(options.trainee);
  const std::string directory = options.site.toStdString();
  Control control{supervisor, directory, [] {
    QMetaObject::invokeMethod(qApp, [] { QApplication::exit(startAnew); }, Qt::QueuedConnection);
  }};
  if (const auto fault = supervisor.start(data, std::move(configuration))) {
    refuse({PHRASE("The recording cannot be opened"), {}}, *fault, options.tongue);
    return notStarted;
  }
  if (const auto fault = control.start(data)) {
    supervisor.stop();  // while everybody whom it tells is still there
    refuse({PHRASE("The engine cannot be reached from here"), {}}, *fault, options.tongue);
    return notStarted;
  }
  stepBehindTheCore();  // the engine's threads run by now
  ReplayDesk recordings{keys};
  Horn horn{Horn::usualPlayers()};
  const bool pictures = !options.shots.isEmpty();
  Window window{board, feed, history, pictures ? nullptr : &horn};
  window.replay(recordings, options.data);
  window.setTongue(options.tongue);
  DeskSeat people{supervisor};
  if (!pictures) window.seat(people);
  window.resize(pictures ? QSize{1600, 900} : QSize{1280, 720});
  if (pictures) scheduleShots(options, window, board);
  if (!pictures) connectHorn(horn, window, supervisor, time);
  window.show();
  if (!pictures && people.needsSetUp() && options.trainee.value == 0) {
    QTimer::singleShot(0, window.seatBar(), [&window] { window.seatBar()->logIn(); });
  }
  const int result = QApplication::exec();
  window.hide();
  control.stop();
  history.close();
  supervisor.stop();
  return result;
}

int runSite(const Options& options) {
  if (const auto fault = finishReplacing(options.site.toStdString())) {
    refuse({PHRASE("This site cannot be used"), {}}, *fault, options.tongue);
    return badInput;
  }
  SiteResult read = readSite(options.site.toStdString());
  if (!read.site) {
    refuseSite(read.faults, options.tongue);
    return badInput;
  }
  const auto keys = keysFor(*read.site, options.siteKey.toStdString());
  if (const auto* fault = std::get_if<Phrase>(&keys)) {
    refuse({PHRASE("This site cannot start with this key"), {}}, *fault, options.tongue);
    return badInput;
  }
  if (read.site->production && options.trainee.value != 0) {
    refuse({PHRASE("This site cannot be used"), {}},
           {PHRASE("%1 is a production site: nobody acts there without a log-in"),
            {read.site->tag}},
           options.tongue);
    return badInput;
  }
  Supervisor supervisor{std::move(*read.site), {}, std::get<KeyRing>(keys), "desktop"};
  return run(options, supervisor, std::move(read.configuration), std::get<KeyRing>(keys));
}

}  // namespace

int main(int argc, char** argv) {
  QApplication application{argc, argv};
  QApplication::setStyle(QStyleFactory::create("Fusion"));
  const auto options = parse(application);
  if (!options) return badInput;
  const StopSignal stop;
  int result = startAnew;
  while (result == startAnew) result = runSite(*options);
  return result;
}
