// What becomes of closed months without anybody asking: each gets its row of the journal, a second
// copy where the site has a place for it, and after its time it keeps its trends and loses its
// samples. In steps of some milliseconds, for a writer that has nothing better to do.
//
// Every step may be the last: what is unfinished lies in a file *.part and is begun anew, and what
// is finished can be seen. One thread; blocking; the clock is handed in.
#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "domain/phrase.h"
#include "domain/time.h"
#include "historian/month_digest.h"

namespace firedamp {

struct Retention {
  std::int64_t rawKeptMonths = 0;  // with samples, beside the one that is written; 0: for ever
  std::filesystem::path archive;    // where copies go; empty: none are made
};

// A row of the journal: what was done with a month.
struct MonthDone {
  enum class What { copied, thinned } what = What::copied;
  std::int64_t month = 0;  // 202611
  std::int64_t bytes = 0;  // of the copy, or of what is left
  std::string place;       // of the copy
};
const char* wordOf(MonthDone::What what);
using UpkeepNews = std::variant<ClosedMonth, MonthDone>;

class Upkeep {
 public:
  static constexpr Duration lookEvery = std::chrono::hours{1};  // of the mine's time

  // `journalled`: rows are written by somebody who takes the news; without, nothing waits for them.
  Upkeep(std::filesystem::path directory, Retention retention, bool journalled)
      : directory_(std::move(directory)), retention_(std::move(retention)),
        journalled_(journalled) {}

  // True: there is more to do at once. Looks for work once in lookEvery, and after lookAgain().
  bool step(Instant now);
  // Files changed (a month was closed): whatever is under way is begun anew.
  void lookAgain();
  // For the journal, oldest first; step() waits until they were taken.
  std::vector<UpkeepNews> takeNews() { return std::exchange(news_, {}); }
  // Of the last attempt; nothing once one succeeded.
  const std::optional<Phrase>& fault() const { return fault_; }

 private:
  enum class Step { more, done, failed };
  using Work = std::function<Step()>;  // one step of it

  void plan(Instant now);
  bool planMonth(const ClosedMonth& month, bool old);
  void planListing(const std::filesystem::path& file);
  void planDigest(const std::filesystem::path& file, const Digest& wanted);
  void planCopy(const ClosedMonth& month, const std::filesystem::path& to);
  void planThinning(const ClosedMonth& month, const std::filesystem::path& file);
  void say(const ClosedMonth& month, MonthDone::What what, const std::filesystem::path& file);
  Step fail(Phrase words);

  std::filesystem::path directory_;
  Retention retention_;
  bool journalled_;
  std::deque<Work> work_;
  std::optional<Instant> looked_;
  std::optional<Phrase> fault_;
  std::vector<UpkeepNews> news_;
};

}  // namespace firedamp
