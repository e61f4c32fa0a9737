// A recording for tests of the screen: ten minutes of the scripted mine, in which gas trips the
// face after five. It moves at once, and remembers where it was sent.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "domain/replay_port.h"
#include "ui/scripted_mine.h"

namespace firedamp {

struct ReplayStory {
  Instant from = fromMicroseconds(1'772'000'000'000'000);
  Instant tripAt = from + std::chrono::minutes{5};
  Instant until = from + std::chrono::minutes{10};
  std::vector<std::pair<Instant, bool>> sent;  // where, and whether by a seek
};

class ScriptedPlay final : public ReplayPlay {
 public:
  explicit ScriptedPlay(ReplayStory& story) : story_(story) { state_.at = story.from; }

  const Site& site() const override { return site_; }
  HistoryPort& history() override { return history_; }
  void play(Instant to) override {
    story_.sent.emplace_back(to, false);
    const Instant before = std::exchange(state_.at, std::max(to, state_.at));
    if (before < story_.tripAt && state_.at >= story_.tripAt) known(updates_);
    updates_.push_back(sampleOf(1, 36, state_.at));
  }
  void seek(Instant to) override {
    story_.sent.emplace_back(to, true);
    state_.at = to;
    anew_ = true;
    updates_.clear();
    known(updates_);
  }
  void stop() override {}
  ReplayBatch take() override {
    state_.from = story_.from;
    state_.until = story_.until;
    return {state_, std::exchange(anew_, false), std::exchange(updates_, {})};
  }
  std::vector<JournalRow> events() override {
    return {{1, story_.tripAt,
             alarmOf(1, AlarmKind::highHigh, Priority::emergency, 0, story_.tripAt)}};
  }

 private:
  void known(std::vector<Update>& updates) const {
    const bool tripped = state_.at >= story_.tripAt;
    for (Update& update : tripped ? trippedMine(site_, state_.at) : quietMine(site_, state_.at)) {
      updates.push_back(std::move(update));
    }
  }

  ReplayStory& story_;
  const Site site_ = scriptedSite();
  ScriptedHistory history_;
  ReplayState state_;
  bool anew_ = false;
  std::vector<Update> updates_;
};

// Of any directory but "/empty".
class ScriptedReplays final : public ReplayPort {
 public:
  std::vector<ReplayRun> runs(const std::string& directory) override {
    if (directory == "/empty") return {};
    return {{1, story.from - std::chrono::hours{1}, story.from}, {2, story.from, story.until}};
  }
  std::variant<std::unique_ptr<ReplayPlay>, Phrase> open(const std::string&,
                                                         std::int64_t run) override {
    opened = run;
    return std::make_unique<ScriptedPlay>(story);
  }
  std::vector<Bookmark> bookmarks(const std::string&) override { return kept; }
  std::optional<Phrase> keepBookmarks(const std::string&,
                                      const std::vector<Bookmark>& all) override {
    if (readOnly) return Phrase{PHRASE("%1 cannot be written: %2"), {"bookmarks.txt", "read-only"}};
    kept = all;
    return std::nullopt;
  }
  // Of the story's own limits: the trip would not have come.
  std::variant<WhatIfTable, Phrase> whatIf(const WhatIfQuestion& question) override {
    asked = question;
    if (question.files.at(0) == "/bad.toml") {
      return Phrase{PHRASE("%1 cannot be read"), {question.files[0]}};
    }
    WhatIfRow trip, alarm, load;
    trip.about = WhatIfRow::About::trip;
    trip.recorded = story.tripAt;
    alarm.condition = {{AlarmSource::Type::point, 0}, AlarmKind::high};
    alarm.recorded = story.tripAt;
    alarm.other = story.tripAt + std::chrono::milliseconds{1500};
    load.about = WhatIfRow::About::load;
    load.figure = {PHRASE("per hour"), {}};
    load.recordedCount = 12;
    load.otherCount = 7.5;
    return WhatIfTable{story.from, story.until, {trip, alarm, load}, 3, 0, false};
  }
  std::optional<Phrase> cut(const ReplayClip& clip) override {
    if (readOnly) return Phrase{PHRASE("%1 cannot be written: %2"), {clip.file, "read-only"}};
    clips.push_back(clip);
    return std::nullopt;
  }

  ReplayStory story;
  std::int64_t opened = 0;
  std::vector<Bookmark> kept;
  std::vector<ReplayClip> clips;
  WhatIfQuestion asked;
  bool readOnly = false;
};

}  // namespace firedamp
