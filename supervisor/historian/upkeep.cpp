#include "historian/upkeep.h"

#include <memory>
#include <system_error>
#include <utility>

#include "historian/archive.h"
#include "historian/connection.h"
#include "historian/file_steps.h"
#include "historian/month_thinning.h"
#include "historian/sample_store.h"

namespace firedamp {
namespace {

namespace fs = std::filesystem;

Phrase unlike(const fs::path& file) {
  return {PHRASE("%1 is not the file that the journal says it is"), {file.string()}};
}
Phrase cannotCopy(const fs::path& from, const fs::path& to, const std::string& words) {
  return {PHRASE("%1 cannot be copied to %2: %3"), {from.string(), to.string(), words}};
}
fs::path partOf(const fs::path& file) { return file.string() + ".part"; }

// Whether somebody wrote a file meanwhile.
struct Stamp {
  std::uintmax_t bytes = 0;
  fs::file_time_type written;
  bool operator==(const Stamp&) const = default;
};
Stamp stampOf(const fs::path& file) {
  std::error_code problem;
  return {fs::file_size(file, problem), fs::last_write_time(file, problem)};
}

std::int64_t bytesOf(const fs::path& file) {
  std::error_code problem;
  return static_cast<std::int64_t>(fs::file_size(file, problem));
}

bool isSaid(Database& mine, std::int64_t month, MonthDone::What what) {
  Statement row{mine, "SELECT 1 FROM retention WHERE month = ? AND what = ?"};
  return row.with(month, wordOf(what)).step() == SQLITE_ROW;
}

}  // namespace

const char* wordOf(MonthDone::What what) {
  return what == MonthDone::What::copied ? "copied" : "thinned";
}

bool Upkeep::step(Instant now) {
  if (!news_.empty()) return false;
  if (work_.empty()) {
    if (looked_ && now >= *looked_ && now < *looked_ + lookEvery) return false;
    looked_ = now;
    plan(now);
    return !work_.empty() || !news_.empty();
  }
  switch (work_.front()()) {
    case Step::more: return true;
    case Step::done: break;
    case Step::failed: return work_.clear(), false;
  }
  work_.pop_front();
  if (work_.empty()) fault_.reset();
  return true;
}

void Upkeep::lookAgain() {
  work_.clear();
  looked_.reset();
}

Upkeep::Step Upkeep::fail(Phrase words) {
  fault_ = std::move(words);
  return Step::failed;
}

void Upkeep::say(const ClosedMonth& month, MonthDone::What what, const fs::path& file) {
  news_.push_back(MonthDone{what, month.month, bytesOf(file),
                            what == MonthDone::What::copied ? file.string() : ""});
}

// First every month gets its row: all else is held against it.
void Upkeep::plan(Instant now) {
  if (journalled_) {
    for (const fs::path& file : unlistedMonths(directory_)) planListing(file);
    if (!work_.empty()) return;
  }
  std::error_code problem;
  if (!retention_.archive.empty()) fs::create_directories(retention_.archive, problem);
  for (const ClosedMonth& month : listedMonths(directory_)) {
    const std::int64_t number = month.month / 100 * 12 + month.month % 100 - 1;
    const bool old = retention_.rawKeptMonths > 0 &&
                     number < monthOf(now) - retention_.rawKeptMonths;
    if (!planMonth(month, old)) return work_.clear();
  }
  if (work_.empty()) fault_.reset();
}

bool Upkeep::planMonth(const ClosedMonth& month, bool old) {
  std::optional<Database> mine;
  if (!openForReading(directory_ / "mine.db", mineFile, mine)) return true;
  using What = MonthDone::What;
  const auto owesRow = [&](What what) { return journalled_ && !isSaid(*mine, month.month, what); };
  const fs::path file = directory_ / nameOf(month);
  const bool thinned = isThinned(file);
  if (!retention_.archive.empty()) {
    const fs::path to = retention_.archive / nameOf(month);
    const bool there = fs::exists(to), owed = owesRow(What::copied);
    // Those that were thinned before the site had an archive are in none, and never will be.
    if (!there && thinned && !owed) {
      fail({PHRASE("%1 is gone; only its summaries are left"), {to.string()}});
      return false;
    }
    if (!there && !thinned) planCopy(month, to);
    if (there && (!journalled_ || owed || (old && !thinned))) planDigest(to, month.whole);
    const bool tell = journalled_ ? owed && (there || !thinned) : !there;
    if (tell) {
      work_.push_back([this, month, to] { return say(month, What::copied, to), Step::done; });
    }
  }
  if (old && !thinned) planThinning(month, file);
  if (thinned && owesRow(What::thinned)) say(month, What::thinned, file);
  return true;
}

void Upkeep::planListing(const fs::path& file) {
  struct Reading {
    explicit Reading(const fs::path& path) : stamp(stampOf(path)), whole(path), rows(path) {}
    Stamp stamp;
    FileDigest whole;
    SummaryDigest rows;
    bool read = false;
  };
  auto reading = std::make_shared<std::unique_ptr<Reading>>();
  work_.push_back([this, file, reading] {
    if (!*reading) *reading = std::make_unique<Reading>(file);
    Reading& now = **reading;
    if (!now.read) {
      const FileStep step = now.whole.step();
      if (step == FileStep::failed) return fail(unlike(file));
      now.read = step == FileStep::done;
      return Step::more;
    }
    const SummaryDigest::Step step = now.rows.step();
    if (step == SummaryDigest::Step::more) return Step::more;
    if (step == SummaryDigest::Step::failed) return fail(unlike(file));
    looked_.reset();
    if (stampOf(file) != now.stamp) return Step::done;  // somebody wrote it meanwhile: once more
    news_.push_back(ClosedMonth{monthNumberOf(file), now.whole.bytes(), now.rows.samples(),
                                now.whole.take(), now.rows.take()});
    return Step::done;
  });
}

void Upkeep::planDigest(const fs::path& file, const Digest& wanted) {
  auto digest = std::make_shared<std::unique_ptr<FileDigest>>();
  work_.push_back([this, file, wanted, digest] {
    if (!*digest) *digest = std::make_unique<FileDigest>(file);
    const FileStep step = (*digest)->step();
    if (step == FileStep::more) return Step::more;
    const bool same = step == FileStep::done && (*digest)->take() == wanted;
    return same ? Step::done : fail(unlike(file));
  });
}

void Upkeep::planCopy(const ClosedMonth& month, const fs::path& to) {
  const fs::path from = directory_ / nameOf(month), part = partOf(to);
  auto copy = std::make_shared<std::unique_ptr<FileCopy>>();
  work_.push_back([this, month, from, to, part, copy] {
    if (!*copy) *copy = std::make_unique<FileCopy>(from, part);
    const FileStep step = (*copy)->step();
    if (step == FileStep::more) return Step::more;
    if (step == FileStep::failed) return fail(cannotCopy(from, to, "it cannot be written"));
    return (*copy)->take() == month.whole ? Step::done : fail(unlike(from));
  });
  planDigest(part, month.whole);
  work_.push_back([this, from, to, part] {
    const std::string words = settle(part, to);
    return words.empty() ? Step::done : fail(cannotCopy(from, to, words));
  });
}

void Upkeep::planThinning(const ClosedMonth& month, const fs::path& file) {
  struct Thinning {
    Stamp stamp;
    std::unique_ptr<MonthThinning> thin;
    std::unique_ptr<SummaryDigest> rows;
  };
  const fs::path part = partOf(file);
  auto work = std::make_shared<Thinning>();
  work_.push_back([file, work] { return work->stamp = stampOf(file), Step::done; });
  planDigest(file, month.whole);
  work_.push_back([this, file, part, work] {
    if (!work->thin) work->thin = std::make_unique<MonthThinning>(file, part);
    const FileStep step = work->thin->step();
    if (step == FileStep::failed) return fail(cannotCopy(file, part, "it cannot be written"));
    return step == FileStep::more ? Step::more : Step::done;
  });
  work_.push_back([this, month, file, part, work] {
    if (!work->rows) work->rows = std::make_unique<SummaryDigest>(part);
    const SummaryDigest::Step step = work->rows->step();
    if (step == SummaryDigest::Step::more) return Step::more;
    if (step == SummaryDigest::Step::failed || work->rows->take() != month.summaries) {
      return fail(unlike(part));
    }
    if (!isClosed(file) || stampOf(file) != work->stamp) return fail(unlike(file));
    const std::string words = settle(part, file);
    if (!words.empty()) return fail(cannotCopy(part, file, words));
    say(month, MonthDone::What::thinned, file);
    return Step::done;
  });
}

}  // namespace firedamp
