#include "viewmodel/replay_model.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "domain/utc_text.h"
#include "viewmodel/wording.h"

namespace firedamp {
namespace {

constexpr Duration aheadMost = std::chrono::seconds{2};  // of an engine that cannot keep up
constexpr Duration stepBack = std::chrono::milliseconds{500};  // of real time: each is a new board
constexpr double fastestBack = 60;

}  // namespace

// A recording cannot be asked for anything.
class ReplayModel::Nowhere final : public SupervisorPort {
 public:
  void submit(Request) override {}
  std::vector<Update> takeUpdates() override { return {}; }
  void onUpdatesWaiting(std::function<void()>) override {}
};

ReplayModel::ReplayModel(ReplayPort& port, const Language& language, QObject* parent)
    : QObject{parent}, port_{port}, language_{language}, nowhere_{std::make_unique<Nowhere>()} {
  pool_.setMaxThreadCount(1);
}

ReplayModel::~ReplayModel() {
  pool_.waitForDone();
  cuts_.waitForDone();
}

std::optional<Phrase> ReplayModel::open(const QString& directory,
                                        std::optional<std::size_t> place) {
  const std::string name = directory.toStdString();
  std::vector<ReplayRun> runs = port_.runs(name);
  if (runs.empty()) {
    return Phrase{PHRASE("%1 holds no recorded inputs of an engine"), {name}};
  }
  const std::size_t wanted = std::min(place.value_or(runs.size() - 1), runs.size() - 1);
  auto opened = port_.open(name, runs[wanted].id);
  if (auto* fault = std::get_if<Phrase>(&opened)) return std::move(*fault);
  pool_.waitForDone();
  auto old = std::exchange(play_, std::move(std::get<std::unique_ptr<ReplayPlay>>(opened)));
  runs_ = std::move(runs);
  place_ = wanted;
  playing_ = false;
  marks_.clear();
  recording_ = name;
  loopFrom_.reset();
  loopTo_.reset();
  loadBookmarks();
  state_ = play_->take().state;
  makeBoard();                          // nothing shows the old site any more
  old.reset();
  seek(state_.from);
  loadMarks();
  return std::nullopt;
}

void ReplayModel::makeBoard() {
  auto board = std::make_unique<Board>(play_->site(), *nowhere_, [this] { return state_.at; },
                                       OperatorId{});
  board->language = language_;
  board->close({PHRASE("Replay: nothing can be commanded here"), {}});
  std::swap(board_, board);
  Q_EMIT replaced();                    // while the old one is still there
}

void ReplayModel::loadMarks() {
  ReplayPlay* play = play_.get();
  pool_.start([this, play] {
    std::vector<JournalRow> events = play->events();
    QMetaObject::invokeMethod(this, [this, play, events = std::move(events)] {
      if (play != play_.get()) return;
      for (const JournalRow& row : events) {
        if (const auto* alarm = std::get_if<AlarmEvent>(&row.entry)) {
          marks_.push_back({row.at, alarm->priority,
                            board_->alarms.tagOf(alarm->source) + QLatin1Char(' ') +
                                conditionWord(alarm->kind)});
        } else if (const auto* command = std::get_if<CommandEvent>(&row.entry)) {
          marks_.push_back({row.at, Priority::diagnostic,
                            commandWord(command->kind) + QLatin1Char(' ') +
                                stageWord(command->stage)});
        }
      }
      std::stable_sort(marks_.begin(), marks_.end(),
                       [](const auto& a, const auto& b) { return a.at < b.at; });
      Q_EMIT marked();
    }, Qt::QueuedConnection);
  });
}

void ReplayModel::play() {
  if (!isOpen() || state_.at >= state_.until) return;
  playing_ = true;
  back_ = false;
  target_ = state_.at;
}

void ReplayModel::playBack() {
  if (!isOpen() || state_.at <= state_.from) return;
  play_->stop();
  playing_ = back_ = true;
  backFor_ = Duration{0};
}

void ReplayModel::pause() {
  if (!std::exchange(playing_, false)) return;
  play_->stop();
}

void ReplayModel::seek(Instant to) {
  if (!isOpen()) return;
  target_ = std::clamp(to, state_.from, std::max(state_.from, state_.until));
  state_.moving = true;
  play_->seek(target_);
}

void ReplayModel::step(Duration by) {
  pause();
  seek(state_.at + by);
}

void ReplayModel::nextEvent() {
  const auto mark = std::find_if(marks_.begin(), marks_.end(),
                                 [this](const ReplayMark& each) { return each.at > state_.at; });
  const auto book = bookmarks_.upper_bound(state_.at);
  std::optional<Instant> to;
  if (mark != marks_.end()) to = mark->at;
  if (book != bookmarks_.end() && book->first <= state_.until) {
    to = std::min(to.value_or(book->first), book->first);
  }
  pause();
  if (to) seek(*to);
}

void ReplayModel::previousEvent() {
  const auto mark = std::find_if(marks_.rbegin(), marks_.rend(),
                                 [this](const ReplayMark& each) { return each.at < state_.at; });
  const auto book = bookmarks_.lower_bound(state_.at);
  std::optional<Instant> to;
  if (mark != marks_.rend()) to = mark->at;
  if (book != bookmarks_.begin()) {
    const Instant last = std::prev(book)->first;
    to = std::max(to.value_or(last), last);
  }
  pause();
  if (to) seek(*to);
}

void ReplayModel::toggleBookmark() {
  if (!isOpen()) return;
  if (bookmarks_.erase(state_.at) == 0) bookmarks_.emplace(state_.at, QString{});
  keepBookmarks();
}

void ReplayModel::nameBookmark(Instant at, const QString& name) {
  const auto place = bookmarks_.find(at);
  if (place == bookmarks_.end() || place->second == name) return;
  place->second = name;
  keepBookmarks();
}

// A short file, read before anything is shown.
void ReplayModel::loadBookmarks() {
  bookmarks_.clear();
  bookmarkFault_.reset();
  for (const Bookmark& each : port_.bookmarks(recording_)) {
    bookmarks_.emplace(each.at, QString::fromStdString(each.name));
  }
  Q_EMIT bookmarked();
}

// Off the screen's thread, one after the other: a disk may be slow.
void ReplayModel::keepBookmarks() {
  std::vector<Bookmark> all;
  for (const auto& [at, name] : bookmarks_) all.push_back({at, name.toStdString()});
  pool_.start([this, recording = recording_, all = std::move(all)] {
    std::optional<Phrase> fault = port_.keepBookmarks(recording, all);
    QMetaObject::invokeMethod(this, [this, recording, fault = std::move(fault)] {
      if (recording != recording_) return;
      bookmarkFault_ = fault;
      Q_EMIT bookmarked();
    }, Qt::QueuedConnection);
  });
  Q_EMIT bookmarked();
}

void ReplayModel::elapse(Duration real) {
  if (!isOpen()) return;
  if (playing_) back_ ? goOnBack(real) : goOn(real);
  take();
}

// A loop that it stands in ends at B and goes on from A.
void ReplayModel::goOn(Duration real) {
  const bool inLoop = loops() && state_.at >= *loopFrom_ && state_.at <= *loopTo_;
  const Instant end = inLoop ? *loopTo_ : state_.until;
  if (inLoop && state_.at == end && !state_.moving) return seek(*loopFrom_);
  const Duration on{std::llround(static_cast<double>(real.count()) * speed_)};
  const Duration ahead = std::max(aheadMost, on);
  target_ = speed_ == asFastAsPossible ? end : std::min({target_ + on, state_.at + ahead, end});
  play_->play(target_);
}

// Each step is a jump; the next one waits until it is there.
void ReplayModel::goOnBack(Duration real) {
  backFor_ += real;
  if (state_.moving || backFor_ < stepBack) return;
  const double speed = speed_ == asFastAsPossible ? fastestBack : speed_;
  const Duration by{std::llround(static_cast<double>(backFor_.count()) * speed)};
  backFor_ = Duration{0};
  seek(state_.at - by);
}

void ReplayModel::toggleLoopFrom() {
  if (!isOpen()) return;
  loopFrom_ = loopFrom_ == state_.at ? std::nullopt : std::optional{state_.at};
  if (loops() && *loopTo_ <= *loopFrom_) loopTo_.reset();
  Q_EMIT bookmarked();
}

void ReplayModel::toggleLoopTo() {
  if (!isOpen()) return;
  loopTo_ = loopTo_ == state_.at ? std::nullopt : std::optional{state_.at};
  if (loops() && *loopTo_ <= *loopFrom_) loopFrom_.reset();
  Q_EMIT bookmarked();
}

void ReplayModel::cutLoop(const QString& file) {
  if (!isOpen() || !loops() || std::exchange(cutting_, true)) return;
  ReplayClip clip{recording_, *loopFrom_, *loopTo_, file.toStdString(), {}};
  for (const auto& [at, name] : bookmarks_) {
    if (at >= clip.from && at <= clip.to) clip.notes.push_back({at, name.toStdString()});
  }
  cuts_.start([this, file, clip = std::move(clip)] {
    std::optional<Phrase> fault = port_.cut(clip);
    QMetaObject::invokeMethod(this, [this, file, fault = std::move(fault)] {
      cutting_ = false;
      Q_EMIT cut(file, fault);
    }, Qt::QueuedConnection);
  });
}

void ReplayModel::take() {
  ReplayBatch batch = play_->take();
  state_ = batch.state;
  if (batch.anew) makeBoard();
  const bool gaps = playing_ && (speed_ > everySample || speed_ == asFastAsPossible);
  if (gaps) clearTrends();
  board_->apply(batch.updates);
  const bool ended = back_ ? state_.at <= state_.from
                           : state_.at >= state_.until && !(loops() && *loopTo_ == state_.until);
  if (playing_ && !state_.moving && ended) playing_ = false;
  Q_EMIT updated(gaps || batch.anew);
}

// Samples that were passed over must not look like a gap.
void ReplayModel::clearTrends() {
  for (std::size_t i = 0; i < board_->trends.size(); ++i) {
    board_->trends[i] = TrendSeries{board_->site.points[i].limits.staleAfter};
  }
}

std::optional<Instant> ReplayModel::instantOfText(const QString& text) const {
  const std::string typed = text.trimmed().toStdString();
  if (const auto whole = instantOfUtc(typed)) return whole;
  return instantOfUtc(utcText(state_.at, 0).substr(0, 10) + " " + typed);
}

}  // namespace firedamp
