#include "replay/replay_desk.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "core/screen_lane.h"
#include "historian/history_reader.h"
#include "domain/utc_text.h"
#include "historian/package_file.h"
#include "historian/package_writer.h"
#include "replay/bookmarks.h"
#include "replay/recorded_site.h"
#include "replay/run_player.h"
#include "replay/what_if_table.h"

namespace firedamp {
namespace {

constexpr std::size_t portion = 200;              // inputs between two looks at what is wanted
constexpr std::size_t rowsPerPage = 1000, eventsMax = 20'000;

bool isEvent(const Update& update) {
  if (const auto* alarm = std::get_if<AlarmEvent>(&update)) {
    return alarm->change == AlarmChange::raised;
  }
  const auto* command = std::get_if<CommandEvent>(&update);
  return command != nullptr && isFinal(command->stage);
}

class Play final : public ReplayPlay {
 public:
  // `lastRow`: of the run in the journal.
  Play(const std::string& directory, const RecordedRun& run, std::int64_t lastRow, Site site,
       const KeyRing& keys)
      : run_(run),
        lastRow_(lastRow),
        site_(std::move(site)),
        history_(std::filesystem::path{directory} / "mine.db", site_),
        player_(directory, run, site_, keys) {
    state_.from = run.at;
    state_.until = run.until;
    state_.at = run.at;
    thread_ = std::thread{[this] { walk(); }};
  }
  ~Play() override {
    {
      const std::lock_guard hold{mutex_};
      ended_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }

  const Site& site() const override { return site_; }
  HistoryPort& history() override { return history_; }
  void play(Instant to) override { want({to, false}); }
  void seek(Instant to) override { want({to, true}); }
  void stop() override {
    {
      const std::lock_guard hold{mutex_};
      if (!wanted_) return;
      wanted_ = Wanted{Instant::min(), false};
    }
    changed_.notify_one();
  }

  ReplayBatch take() override {
    const std::lock_guard hold{mutex_};
    ReplayBatch batch{state_, std::exchange(anew_, false), {}};
    batch.updates = batch.anew ? std::exchange(snapshot_, {}) : std::vector<Update>{};
    for (Update& update : lane_.take()) batch.updates.push_back(std::move(update));
    return batch;
  }

  std::vector<JournalRow> events() override {
    std::vector<JournalRow> found;
    std::int64_t before = 0;
    while (found.size() < eventsMax) {
      const std::vector<JournalRow> page = history_.journal(before, rowsPerPage);
      for (const JournalRow& row : page) {
        if (row.seq <= run_.journalRows) break;
        if (row.seq <= lastRow_ && isEvent(row.entry)) found.push_back(row);
      }
      if (page.size() < rowsPerPage || page.back().seq <= run_.journalRows) break;
      before = page.back().seq;
    }
    std::reverse(found.begin(), found.end());
    return found;
  }

 private:
  struct Wanted {
    Instant to;
    bool seek = false;
  };

  void want(Wanted wanted) {
    {
      const std::lock_guard hold{mutex_};
      // A seek that is under way ends first: what it passes is not told.
      if (!wanted.seek && wanted_ && wanted_->seek) return;
      wanted_ = wanted;
      state_.moving = true;
    }
    changed_.notify_one();
  }

  // On the player's thread: portions towards what is wanted, which may change in between.
  void walk() {
    while (true) {
      std::optional<Wanted> wanted;
      {
        std::unique_lock hold{mutex_};
        changed_.wait(hold, [this] { return ended_ || wanted_; });
        if (ended_) return;
        wanted = wanted_;
      }
      const bool jumped = wanted->seek && player_.jump(wanted->to);
      skipping_ = wanted->seek || skipping_;
      const bool there = player_.advance(wanted->to, portion);
      tell(*wanted, there, jumped);
    }
  }

  void tell(const Wanted& wanted, bool there, bool jumped) {
    const Instant until = player_.until();
    const std::lock_guard hold{mutex_};
    if (jumped) lane_.take();
    for (const Update& update : player_.take()) {
      if (!skipping_) lane_.push(update);
    }
    const bool stillWanted = wanted_ && wanted_->to == wanted.to && wanted_->seek == wanted.seek;
    if (stillWanted && there) wanted_.reset();
    if (skipping_ && there) {
      skipping_ = false;
      anew_ = true;
      lane_.take();
      snapshot_ = player_.snapshot();
    }
    state_ = {run_.at, until, player_.at(), wanted_.has_value(), player_.missing(),
              player_.beginningLost(), player_.damaged()};
  }

  const RecordedRun run_;
  const std::int64_t lastRow_;
  const Site site_;
  HistoryReader history_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<Wanted> wanted_;
  bool ended_ = false, anew_ = false;
  ReplayState state_;
  std::vector<Update> snapshot_;
  ScreenLane lane_;

  RunPlayer player_;       // of the thread
  bool skipping_ = false;  // likewise: what is passed is not told
  std::thread thread_;
};

}  // namespace

std::vector<ReplayRun> ReplayDesk::runs(const std::string& directory) {
  std::vector<ReplayRun> runs;
  for (const RecordedRun& run : InputReader{directory}.runs()) {
    runs.push_back({run.id, run.at, run.until});
  }
  return runs;
}

std::vector<Bookmark> ReplayDesk::bookmarks(const std::string& directory) {
  return readBookmarks(directory);
}

std::optional<Phrase> ReplayDesk::keepBookmarks(const std::string& directory,
                                                const std::vector<Bookmark>& bookmarks) {
  return writeBookmarks(directory, bookmarks);
}

// What a stranger sent is judged only as it was signed.
std::variant<WhatIfTable, Phrase> ReplayDesk::whatIf(const WhatIfQuestion& question) {
  if (isPackage(question.directory)) {
    if (auto fault = packageFault(question.directory)) return std::move(*fault);
  }
  return whatIfTable(question, keys_);
}

std::optional<Phrase> ReplayDesk::cut(const ReplayClip& clip) {
  const std::filesystem::path directory{clip.directory}, keyFile = directory / "seal.key";
  if (isPackage(directory)) {
    return Phrase{PHRASE("%1 is a package already: cut the recording that it is from"),
                  {clip.directory}};
  }
  // No key is made here: it would be nobody's.
  if (!std::filesystem::exists(keyFile)) {
    return Phrase{PHRASE("no key to sign with: %1 is not there"), {keyFile.string()}};
  }
  auto key = SealKey::readOrMake(keyFile);
  if (auto* fault = std::get_if<Phrase>(&key)) return std::move(*fault);
  PackageOrder order;
  order.directory = directory;
  order.from = clip.from;
  order.to = clip.to;
  order.file = clip.file;
  order.id = utcText(clip.from, 6) + " to " + utcText(clip.to, 6);
  for (const Bookmark& note : clip.notes) order.notes.push_back({note.at, note.name});
  auto made = writePackage(order, std::get<SealKey>(key));
  if (auto* fault = std::get_if<Phrase>(&made)) return std::move(*fault);
  return std::nullopt;
}

std::variant<std::unique_ptr<ReplayPlay>, Phrase> ReplayDesk::open(const std::string& directory,
                                                                   std::int64_t run) {
  // What a stranger sent is shown only as it was signed.
  if (isPackage(directory)) {
    if (auto fault = packageFault(directory)) return std::move(*fault);
  }
  const std::vector<RecordedRun> runs = InputReader{directory}.runs();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (runs[i].id != run) continue;
    RecordedSite recorded = recordedSite(directory, runs[i].configuration);
    if (recorded.fault) return *recorded.fault;
    const std::int64_t lastRow = i + 1 < runs.size() ? runs[i + 1].journalRows : INT64_MAX;
    return std::make_unique<Play>(directory, runs[i], lastRow, std::move(*recorded.site), keys_);
  }
  return Phrase{PHRASE("%1 holds no recorded inputs of an engine"), {directory}};
}

}  // namespace firedamp
